import { describe, expect, test } from 'vitest';
import { isOwnAddress, pollingUrlOf, readRemoteId, writeRemoteId } from './bfl-answer.ts';

const BASE = 'https://api.bfl.ai';

describe('where a task may be asked for, as the key goes along', () => {
	test.each([
		'https://api.bfl.ai/v1/get_result?id=1',
		'https://api.eu2.bfl.ai/v1/get_result?id=1',
		'https://api.us1.bfl.ai/v1/get_result?id=1',
	])('%s', (address) => expect(isOwnAddress(address, BASE)).toBe(true));

	test.each([
		'http://api.eu2.bfl.ai/v1/get_result?id=1',
		'https://evilbfl.ai/v1/get_result?id=1',
		'https://bfl.ai.example/v1/get_result?id=1',
		'https://api.bfl.ai@example.org/',
		'https://api.eu2.bfl.ai:8443/v1/get_result?id=1',
		'https://169.254.169.254/latest',
		'not an address',
	])('not %s', (address) => expect(isOwnAddress(address, BASE)).toBe(false));

	test('a base of one name, an address or a whole top level has no domain of its own', () => {
		expect(isOwnAddress('https://other.ai/', 'https://bfl.ai')).toBe(false);
		expect(isOwnAddress('https://10.0.0.9/', 'https://10.0.0.1')).toBe(false);
		expect(isOwnAddress('http://localhost:1/x', 'http://localhost:1/bfl')).toBe(true);
	});

	test('elsewhere it is asked for at the base URL', () => {
		const submitted = { id: 'a b', polling_url: 'https://example.org/steal' };
		expect(pollingUrlOf(submitted, BASE)).toBe('https://api.bfl.ai/v1/get_result?id=a%20b');
	});
});

test('what a task costs survives a restart', () => {
	const task = { pollingUrl: 'https://api.bfl.ai/v1/get_result?id=1', credits: 4.5 };
	expect(readRemoteId(writeRemoteId(task))).toEqual(task);
	expect(readRemoteId(task.pollingUrl)).toEqual({ ...task, credits: null });
});
