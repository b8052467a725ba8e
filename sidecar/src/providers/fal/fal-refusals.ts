import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { z } from 'zod';
import { missingModel } from '../missing-model.ts';
import type { Refusal, RefusedAnswer } from '../provider-call.ts';

/** fal.ai/docs/errors (a model's own refusals: a list with types) and …/request-errors (the platform's: one type). */
const bodySchema = z.object({
	detail: z
		.union([z.string(), z.array(z.object({ msg: z.string().nullish(), type: z.string().nullish() }))])
		.nullish(),
	error_type: z.string().nullish(),
});

/** fal does not bill what failed on its side: fal.ai/docs/model-apis/faq. */
const CODES: Readonly<Record<string, ErrorCode>> = {
	content_policy_violation: 'provider_moderated',
	internal_server_error: 'provider_unavailable',
	generation_timeout: 'provider_unavailable',
	downstream_service_error: 'provider_unavailable',
	downstream_service_unavailable: 'provider_unavailable',
	no_media_generated: 'provider_unavailable',
	request_timeout: 'provider_unavailable',
	startup_timeout: 'provider_unavailable',
	runner_scheduling_failure: 'provider_unavailable',
	runner_connection_timeout: 'provider_unavailable',
	runner_disconnected: 'provider_unavailable',
	runner_connection_refused: 'provider_unavailable',
	runner_connection_error: 'provider_unavailable',
	runner_incomplete_response: 'provider_unavailable',
	runner_server_error: 'provider_unavailable',
	client_cancelled: 'cancelled',
};

export function readFalRefusal({ status, body }: RefusedAnswer, model: string): Refusal | null {
	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return null;
	const { detail, error_type: type } = parsed.data;
	const first = typeof detail === 'string' ? { msg: detail, type: null } : detail?.[0];
	const cause = first?.msg ?? undefined;
	const code = CODES[type ?? first?.type ?? ''];
	if (code) return { code, charged: 'no', ...(cause ? { cause } : {}) };
	if (status === 404) return { ...missingModel('fal', model, true), ...(cause ? { cause } : {}) };
	// The only refusal of an account without money: 403, as for a key without the right, and no type.
	if (status === 403)
		return { code: /balance|locked/i.test(cause ?? '') ? 'provider_quota' : 'provider_key_wrong' };
	return null;
}
