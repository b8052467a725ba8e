import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { missingModel } from '../missing-model.ts';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';
import { errorIn, type RunwareError } from './runware-answer.ts';

/** Runware/runware-typescript 1.6.8, src/errors.ts, which sorts the codes in the same way; the first that fits counts. */
const CODES: readonly [RegExp, ErrorCode][] = [
	[/credits|quota|balance|^paymentRequired$/i, 'provider_quota'],
	[/rateLimit/i, 'provider_rate_limited'],
	[
		/contentPolicyViolation|sensitiveContent|unsafeContent|nsfwContent|^promptBlocked$|^imageBlocked$|^moderationFailed$/i,
		'provider_moderated',
	],
	// Its own keys with those who run a model, not the key of whoever asks.
	[/^provider/i, 'provider_unavailable'],
	[/apiKey|auth|credentials|^token|permission|^forbidden$|Suspended$/i, 'provider_key_wrong'],
	[/^(taskCancelled|taskFailedOrNotFound|taskNotFound)$/, 'outcome_in_doubt'],
	[
		/^(noAvailableServer|modelNotReady|modelUnavailable|serviceUnavailable|serverUnavailable)$/,
		'provider_unavailable',
	],
	[/^(inferenceError|processingFailed|taskFailed|downloadFailed|uploadFailed)$/, 'provider_unavailable'],
	[/timeout/i, 'provider_unavailable'],
	[
		/^(invalid|missing|conflict|duplicate|unsupported|value|array|max)|Parameter/,
		'provider_rejected_request',
	],
];

/** A model that is gone has codes of its own; one that is not known is wrong in the parameter `model`. */
const GONE: readonly string[] = ['modelDisabled', 'modelRetired', 'modelDeprecated'];
const NOT_KNOWN: readonly string[] = ['unknownModel', 'modelNotFound', 'invalidModel'];

/** Null where the code says nothing, so that the status decides. */
export function refusalOf({ code, message }: RunwareError, model: string): Refusal | null {
	const cause = `${code ?? 'no code'}: ${message ?? ''}`;
	if (code == null) return null;
	if (GONE.includes(code)) return { ...missingModel('runware', model, true), cause };
	if (NOT_KNOWN.includes(code)) return { ...missingModel('runware', model, false), cause };
	const known = CODES.find(([pattern]) => pattern.test(code));
	return known ? { code: known[1], cause } : null;
}

export function readRunwareRefusal({ status, body }: RefusedAnswer, model: string): Refusal | null {
	const error = errorIn(body);
	// A failure of the server itself does not say whether the task was begun, whatever it calls it.
	if (error === null || (status >= 500 && status !== 503)) return null;
	return refusalOf(error, model);
}
