import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';
import type { WaveSpeedResult } from './wavespeed-answer.ts';

const bodySchema = z.object({ code: z.number().nullish(), message: z.string().nullish() });

/** wavespeed.ai/docs/error-codes. What failed is paid back: wavespeed.ai/docs/troubleshooting-guide. */
const CODES: Readonly<Record<number, ErrorCode>> = {
	1200: 'provider_moderated',
	1400: 'provider_rejected_request',
	1401: 'provider_rejected_request',
	1402: 'provider_rejected_request',
	1403: 'provider_unavailable',
	1405: 'provider_unavailable',
	5000: 'provider_unavailable',
	5003: 'provider_unavailable',
	5004: 'provider_unavailable',
};

/** A refusal with an error status, or one that says so in an answer of success. */
export function readWaveSpeedRefusal({ status, body }: RefusedAnswer, model: string): Refusal | null {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return null;
	const cause = parsed.data.message ? { cause: parsed.data.message } : {};
	const code = CODES[parsed.data.code ?? 0];
	if (code) return { code, charged: 'no', ...cause };
	if (status === 404) return { ...missingModel('wavespeed', model, true), ...cause };
	// An empty account has no code of its own.
	if (status < 500 && /insufficient (credits?|balance)/i.test(cause.cause ?? '')) {
		return { code: 'provider_quota', ...cause };
	}
	return null;
}

const STATES: Readonly<Record<string, Refusal>> = {
	cancelled: { code: 'cancelled', charged: 'no' },
	timeout: { code: 'provider_unavailable', charged: 'no' },
	deleted: { code: 'outcome_in_doubt', charged: 'unknown' },
};

/** Null as long as the task has not ended badly. */
export function readFailedTask({ status, code, error }: WaveSpeedResult): Refusal | null {
	const cause = error ? { cause: error } : {};
	if (status === 'failed') {
		return { code: CODES[code ?? 0] ?? 'provider_unavailable', charged: 'no', ...cause };
	}
	const known = STATES[status];
	return known ? { ...known, ...cause } : null;
}
