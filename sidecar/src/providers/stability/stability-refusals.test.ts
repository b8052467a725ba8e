import { describe, expect, test } from 'vitest';
import { readStabilityRefusal } from './stability-refusals.ts';

const refused = (status: number, body: unknown, model = 'generate/core') =>
	readStabilityRefusal({ status, headers: new Headers(), body }, model);

describe('what a name means, whatever the status', () => {
	test.each([
		[403, 'content_moderation', 'provider_moderated'],
		[403, 'forbidden', 'provider_key_wrong'],
		[401, 'unauthorized', 'provider_key_wrong'],
		[402, 'payment_required', 'provider_quota'],
		[413, 'payload_too_large', 'image_too_large'],
		[422, 'invalid_language', 'provider_rejected_request'],
		[429, 'rate_limit_exceeded', 'provider_rate_limited'],
	])('%i %s', (status, name, code) => {
		expect(refused(status, { id: '1', name, errors: ['Words.'] })).toMatchObject({
			code,
			cause: `${name}: Words.`,
		});
	});
});

test('an address that is gone is a model that is gone, with what takes its place', () => {
	const body = { id: '1', name: 'not_found', errors: ['Words.'] };
	expect(refused(404, body, 'sd3-large')).toMatchObject({
		code: 'model_retired',
		subject: 'sd3-large → sd3.5-large',
	});
	expect(refused(404, body, 'never-was')).toMatchObject({ code: 'model_unknown' });
});

test('what is not in its form is left to the status', () => {
	expect(refused(403, '<html>')).toBeNull();
	expect(refused(500, { id: '1', name: 'internal_error', errors: [] })).toBeNull();
});
