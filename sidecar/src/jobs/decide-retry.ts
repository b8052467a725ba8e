import type { ErrorCode } from '@limner/shared/contracts/error-code';
import type { LimnerError } from '../errors/limner-error.ts';
import type { AttemptState } from '../storage/tables.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** How a step goes on after a failure of this kind. */
interface RetryRule {
	/** The first delay in milliseconds; each further one is twice as long. */
	first: number;
	longest: number;
	/** Tries in all; null: no number, but `giveUpAfter`. */
	tries: number | null;
	/** Milliseconds after the step was first begun. */
	giveUpAfter?: number;
	/** Waiting is what was asked for: it does not count as a try. */
	free?: true;
}

/** Making an image. What is not here ends the attempt. */
const GENERATE_RULES: Partial<Record<ErrorCode, RetryRule>> = {
	provider_rate_limited: { first: 5 * SECOND, longest: MINUTE, tries: null, giveUpAfter: DAY, free: true },
	provider_unavailable: { first: 2 * SECOND, longest: MINUTE, tries: 5 },
	disk_full: { first: 30 * SECOND, longest: 10 * MINUTE, tries: 3 },
	image_store_away: { first: 2 * SECOND, longest: MINUTE, tries: 8 },
	internal: { first: 5 * SECOND, longest: MINUTE, tries: 3 },
};

/** Bringing an image to WordPress. What is made waits for its site for a day. */
const DELIVER_RULES: Partial<Record<ErrorCode, RetryRule>> = {
	site_unreachable: { first: 2 * SECOND, longest: 10 * MINUTE, tries: null, giveUpAfter: DAY },
	site_refused: { first: 5 * SECOND, longest: 10 * MINUTE, tries: null, giveUpAfter: DAY },
	upload_incomplete: { first: 2 * SECOND, longest: 5 * MINUTE, tries: 10 },
	disk_full: { first: MINUTE, longest: 30 * MINUTE, tries: null, giveUpAfter: DAY },
	image_store_away: { first: 5 * SECOND, longest: 10 * MINUTE, tries: null, giveUpAfter: DAY },
	post_locked: { first: 15 * SECOND, longest: 30 * SECOND, tries: null, giveUpAfter: 7 * DAY, free: true },
	content_changed: { first: 200, longest: 5 * SECOND, tries: 8 },
	too_many_requests: { first: 10 * SECOND, longest: 5 * MINUTE, tries: null, giveUpAfter: DAY, free: true },
	internal: { first: 5 * SECOND, longest: 5 * MINUTE, tries: 10 },
};

export interface RetryDecision {
	inMilliseconds: number;
	/** How many tries have been used up now. */
	tries: number;
}

export interface Tried {
	/** Before this one. */
	tries: number;
	/** When the step was first begun, in milliseconds since 1970. */
	since: number;
}

export function decideGenerateRetry(error: LimnerError, tried: Tried): RetryDecision | null {
	// Trying again by itself would be buying again: that is decided where calls are bought.
	if (error.charged === 'unknown') return null;
	return decide(GENERATE_RULES, error, tried);
}

export function decideDeliverRetry(error: LimnerError, tried: Tried): RetryDecision | null {
	return decide(DELIVER_RULES, error, tried);
}

function decide(
	rules: Partial<Record<ErrorCode, RetryRule>>,
	error: LimnerError,
	{ tries, since }: Tried,
): RetryDecision | null {
	const rule = rules[error.code];
	if (!rule || !error.retryable) return null;
	const used = rule.free ? tries : tries + 1;
	if (rule.tries !== null && used >= rule.tries) return null;
	if (rule.giveUpAfter !== undefined && Date.now() - since > rule.giveUpAfter) return null;
	const backoff = Math.min(rule.longest, rule.first * 2 ** Math.min(tries, 20));
	const asked = error.retryAfterSeconds === null ? null : error.retryAfterSeconds * SECOND;
	return { inMilliseconds: withJitter(asked ?? backoff), tries: used };
}

/** Up to a quarter more, so that what failed together does not come back together. */
function withJitter(milliseconds: number): number {
	return Math.round(milliseconds * (1 + Math.random() / 4));
}

/** How an attempt ends that is not tried again. */
export function endStateOf(error: LimnerError): AttemptState {
	if (error.code === 'cancelled') return 'cancelled';
	if (error.charged === 'unknown') return 'in_doubt';
	return error.code === 'provider_moderated' || error.code === 'provider_rejected_request'
		? 'refused'
		: 'failed';
}
