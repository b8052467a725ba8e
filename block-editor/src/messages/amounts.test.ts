import { describe, expect, it } from 'vitest';
import { formatPrice, formatSeconds, sumPrices } from './amounts.ts';

describe('amounts', () => {
	it.each([
		[0, 'free'],
		[250_000, '$0.25'],
		[41_200, '$0.04'],
		[4_120, '$0.0041'],
		[20_000_000, '$20.00'],
	])('%d micro-dollars are %s', (microdollars, text) => {
		expect(formatPrice(microdollars)).toBe(text);
	});

	it('a sum with an unknown price is unknown', () => {
		expect(sumPrices([1, 2])).toBe(3);
		expect(sumPrices([1, null])).toBeNull();
	});

	it.each([
		[0.2, '1 s'],
		[45.4, '45 s'],
		[150, '3 min'],
	])('%d seconds are %s', (seconds, text) => {
		expect(formatSeconds(seconds)).toBe(text);
	});
});
