import { expect, test } from 'vitest';
import { readGoogleRefusal } from './google-refusals.ts';

const refused = (code: number, status: string, details: unknown[] = [], message = 'No.') =>
	readGoogleRefusal(
		{ status: code, body: { error: { code, message, status, details } } },
		'gemini-3-pro-image',
	);

test('takes the pause from RetryInfo, as there is no Retry-After', () => {
	const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '39.5s' }];
	expect(refused(429, 'RESOURCE_EXHAUSTED', details)).toMatchObject({
		code: 'provider_rate_limited',
		retryAfterSeconds: 39.5,
	});
});

test('tells a quota of the free tier from a pace', () => {
	const quota = (quotaId: string) => [{ violations: [{ quotaId }] }];
	expect(refused(429, 'RESOURCE_EXHAUSTED', quota('RequestsPerDayPerModel-FreeTier'))?.code).toBe(
		'provider_quota',
	);
	expect(refused(429, 'RESOURCE_EXHAUSTED', quota('RequestsPerMinutePerModel'))?.code).toBe(
		'provider_rate_limited',
	);
});

test('names what takes the place of a model that is gone', () => {
	expect(refused(404, 'NOT_FOUND')).toMatchObject({
		code: 'model_retired',
		subject: 'gemini-3-pro-image → gemini-nano-banana-2.1',
	});
	const body = { error: { status: 'NOT_FOUND', message: 'models/x is not found' } };
	expect(readGoogleRefusal({ status: 404, body }, 'imagen-4.0-ultra-generate-001')?.subject).toBe(
		'imagen-4.0-ultra-generate-001 → gemini-3-pro-image',
	);
	expect(readGoogleRefusal({ status: 404, body }, 'x')).toMatchObject({
		code: 'model_unknown',
		subject: 'x',
	});
});

test.each([
	[400, 'INVALID_ARGUMENT', [{ reason: 'API_KEY_INVALID' }], 'provider_key_wrong'],
	[400, 'INVALID_ARGUMENT', [], 'provider_rejected_request'],
	[403, 'PERMISSION_DENIED', [], 'provider_key_wrong'],
	[504, 'DEADLINE_EXCEEDED', [], 'outcome_in_doubt'],
] as const)('reads %i %s %j as %s', (code, status, details, expected) => {
	expect(refused(code, status, [...details])?.code).toBe(expected);
});

test('leaves what is not in its form to the status', () => {
	expect(readGoogleRefusal({ status: 502, body: '<html>' }, 'x')).toBeNull();
});
