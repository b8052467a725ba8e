import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';
import type { Prediction } from './replicate-answer.ts';

/** As RFC 7807 has it: replicate.com/docs/reference/http. A rate limit has the detail only. */
const bodySchema = z.object({ title: z.string().nullish(), detail: z.string().nullish() });

export function readReplicateRefusal(
	{ status, headers, body }: RefusedAnswer,
	model: string,
): Refusal | null {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return null;
	const { title, detail } = parsed.data;
	const cause = [title, detail].filter(Boolean).join(': ');
	if (status === 404) return { ...missingModel('replicate', model, true), cause };
	const code = codeIn(cause);
	if (code) return { code, charged: 'no', cause };
	if (status !== 429 || headers.has('retry-after')) return null;
	const seconds = secondsIn(detail ?? '');
	return {
		code: 'provider_rate_limited',
		cause,
		...(seconds === null ? {} : { retryAfterSeconds: seconds }),
	};
}

/** `Your rate limit resets in ~30s.`: said nowhere else (replicate.com/docs/topics/predictions/rate-limits). */
function secondsIn(detail: string): number | null {
	const found = /resets in ~?(\d+(?:\.\d+)?)\s*s/.exec(detail);
	return found ? Number(found[1]) : null;
}

/** Codes stand inside the error's text: replicate.com/docs/reference/error-codes. */
const CODES: Readonly<Record<string, ErrorCode>> = {
	E003: 'provider_unavailable',
	E005: 'provider_moderated',
	E006: 'provider_rejected_request',
	E1000: 'provider_unavailable',
	E1001: 'provider_unavailable',
};

/** Null as long as the prediction has not ended badly. What failed is not billed by output. */
export function readFailedPrediction({ status, error }: Prediction): Refusal | null {
	const cause = typeof error === 'string' ? error : JSON.stringify(error ?? status);
	switch (status) {
		case 'failed':
			return { code: codeIn(cause) ?? 'provider_unavailable', charged: 'no', cause };
		case 'aborted':
			// Its deadline passed before it began.
			return { code: 'provider_unavailable', charged: 'no', cause };
		case 'canceled':
			return { code: 'cancelled', charged: 'unknown', cause };
		default:
			return null;
	}
}

function codeIn(error: string): ErrorCode | null {
	const known = CODES[/\bE\d{3,4}\b/.exec(error)?.[0] ?? ''];
	if (known) return known;
	// Models of the community have a checker of their own, and no code.
	return /\bNSFW\b/i.test(error) ? 'provider_moderated' : null;
}
