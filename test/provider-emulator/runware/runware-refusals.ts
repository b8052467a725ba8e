import type { WireAnswer } from '../carry-out.ts';
import type { ActiveScenario } from '../scenarios.ts';

/**
 * Codes out of Runware/runware-typescript 1.6.8, src/errors.ts, in the envelope of runware.ai/docs/platform/errors. The
 * service answers a validation that fails with 400, and says itself that its codes are being unified.
 */
const REFUSALS: Readonly<Record<string, [number, string, string]>> = {
	moderation: [400, 'contentPolicyViolation', 'The request was refused for its content.'],
	quota: [402, 'insufficientCredits', 'There are not enough credits left.'],
	key_wrong: [401, 'invalidApiKey', 'Invalid API key.'],
	retired_model: [400, 'modelDisabled', 'This model is no longer available.'],
	model_not_accessible: [400, 'invalidModel', 'This model was not found.'],
	rate_limited_seconds: [429, 'rateLimitExceeded', 'Too many requests.'],
	rate_limited_date: [429, 'rateLimitExceeded', 'Too many requests.'],
	rate_limited_ms: [429, 'rateLimitExceeded', 'Too many requests.'],
	overloaded: [503, 'serviceUnavailable', 'The service is too busy.'],
};

export function runwareRefusal({ name }: ActiveScenario, taskUUID: string): WireAnswer {
	const [status, code, message] = REFUSALS[name] ?? [500, 'internalServerError', 'Something failed.'];
	return refused(status, { code, message, taskUUID });
}

export function refused(status: number, error: object): WireAnswer {
	return { status, body: { errors: [error] } };
}
