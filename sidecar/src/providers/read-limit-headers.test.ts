import { describe, expect, test } from 'vitest';
import { readLimitHeaders } from './read-limit-headers.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const read = (headers: Record<string, string>) => readLimitHeaders(new Headers(headers), NOW);

describe('readLimitHeaders', () => {
	test.each<[string, Record<string, string>, number | null]>([
		['seconds', { 'retry-after': '20' }, 20_000],
		['parts of a second', { 'retry-after': '0.5' }, 500],
		['an HTTP date', { 'retry-after': 'Fri, 20 Nov 2026 12:01:30 GMT' }, 90_000],
		['a date in the past', { 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
		['milliseconds, which are more exact', { 'retry-after-ms': '1500', 'retry-after': '2' }, 1500],
		['nonsense', { 'retry-after': 'soon' }, null],
		['nothing', {}, null],
		[
			'no requests left',
			{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' },
			360_000,
		],
		[
			'no tokens left',
			{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1h2m3.5s' },
			3_723_500,
		],
		['requests left', { 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '1s' }, null],
	])('finds the pause in %s', (_, headers, pause) => {
		expect(read(headers).pauseMilliseconds).toBe(pause);
	});

	test('reads how many requests are left, and until when', () => {
		expect(read({ 'x-ratelimit-remaining-requests': '249', 'x-ratelimit-reset-requests': '240ms' })).toEqual({
			pauseMilliseconds: null,
			remaining: 249,
			resetMilliseconds: 240,
		});
	});
});
