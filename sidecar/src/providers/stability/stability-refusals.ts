import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';

/** `{id, name, errors}`, everywhere in v2beta. */
const errorSchema = z.object({ name: z.string(), errors: z.array(z.string()).nullish() });

/** By `name`, which tells apart what shares a status; where it is not here, the status decides. */
const NAMES: Readonly<Record<string, ErrorCode>> = {
	content_moderation: 'provider_moderated',
	unauthorized: 'provider_key_wrong',
	invalid_api_key: 'provider_key_wrong',
	forbidden: 'provider_key_wrong',
	permission_denied: 'provider_key_wrong',
	payment_required: 'provider_quota',
	insufficient_balance: 'provider_quota',
	rate_limit_exceeded: 'provider_rate_limited',
	payload_too_large: 'image_too_large',
	bad_request: 'provider_rejected_request',
	invalid_language: 'provider_rejected_request',
};

export function readStabilityRefusal({ status, body }: RefusedAnswer, model: string): Refusal | null {
	const parsed = errorSchema.safeParse(body);
	if (!parsed.success) return null;
	const { name, errors } = parsed.data;
	const cause = `${name}: ${errors?.join(' ') ?? ''}`;
	// Each model has an address of its own, so that an address which is gone is a model which is gone.
	if (status === 404) return { ...missingModel('stability', model, true), cause };
	const code = NAMES[name];
	return code ? { code, cause } : null;
}
