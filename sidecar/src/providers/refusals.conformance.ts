import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';

/** How a named scenario has to arrive. */
export interface Refusal {
	scenario: string;
	code: ErrorCode;
	charged: ErrorInfo['charged'];
	retryable: boolean;
}

export const refusal = (
	scenario: string,
	code: ErrorCode,
	charged: ErrorInfo['charged'],
	retryable = false,
): Refusal => ({
	scenario,
	code,
	charged,
	retryable,
});

/** Promises to the queue about the paid request that no provider may break; one adds what only it can answer. */
export const REFUSALS_OF_SYNCHRONOUS_PROVIDERS: readonly Refusal[] = [
	refusal('moderation', 'provider_moderated', 'no'),
	refusal('quota', 'provider_quota', 'no'),
	refusal('key_wrong', 'provider_key_wrong', 'no'),
	refusal('retired_model', 'model_retired', 'no'),
	refusal('rate_limited_seconds', 'provider_rate_limited', 'no', true),
	refusal('overloaded', 'provider_unavailable', 'no', true),
	refusal('server_error', 'outcome_in_doubt', 'unknown'),
	refusal('server_error_charged', 'outcome_in_doubt', 'unknown'),
	refusal('bad_gateway', 'outcome_in_doubt', 'unknown'),
	refusal('connection_reset', 'outcome_in_doubt', 'unknown'),
	refusal('connection_reset_charged', 'outcome_in_doubt', 'unknown'),
	refusal('broken_off', 'outcome_in_doubt', 'unknown'),
	refusal('hang', 'provider_timeout', 'unknown'),
	refusal('drip', 'provider_timeout', 'unknown'),
	refusal('truncated_image', 'provider_answer_unreadable', 'yes'),
	refusal('not_an_image', 'provider_answer_unreadable', 'yes'),
	refusal('html_instead_of_image', 'provider_answer_unreadable', 'yes'),
	refusal('empty_data', 'provider_answer_unreadable', 'yes'),
];

/** And what can become of a task. */
export const REFUSALS_OF_POLLED_PROVIDERS: readonly Refusal[] = [
	...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
	refusal('moderation_in_result', 'provider_moderated', 'no'),
	refusal('task_failed', 'provider_unavailable', 'no', true),
	refusal('task_lost', 'outcome_in_doubt', 'unknown'),
	refusal('expired_url', 'provider_answer_unreadable', 'yes'),
];

/** A server of one's own: nothing is ever charged there, and what broke off may be made again. */
export const REFUSALS_OF_OWN_MACHINES: readonly Refusal[] = [
	refusal('key_wrong', 'provider_key_wrong', 'no'),
	refusal('rate_limited_seconds', 'provider_rate_limited', 'no', true),
	refusal('overloaded', 'provider_unavailable', 'no', true),
	refusal('server_error', 'provider_unavailable', 'no', true),
	refusal('bad_gateway', 'provider_unavailable', 'no', true),
	refusal('connection_reset', 'provider_unavailable', 'no', true),
	refusal('broken_off', 'provider_unavailable', 'no', true),
	refusal('hang', 'provider_timeout', 'no'),
	refusal('drip', 'provider_timeout', 'no'),
	refusal('truncated_image', 'provider_answer_unreadable', 'no'),
	refusal('not_an_image', 'provider_answer_unreadable', 'no'),
	refusal('html_instead_of_image', 'provider_answer_unreadable', 'no'),
	refusal('empty_data', 'provider_answer_unreadable', 'no'),
];
