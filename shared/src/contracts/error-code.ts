import { z } from 'zod';
import { reachedBudgetSchema } from './limit.ts';

/**
 * Every way in which Limner can fail, as closed codes. The sentences for people live with each side
 * (`block-editor/src/messages`, `plugin/includes/…/Messages.php`, `sidecar/src/errors`), keyed by these codes.
 * `retryable` says whether the same request can succeed later without anybody changing it.
 */
export const ERROR_CODES = {
	// What a person or a site asked for.
	request_malformed: { status: 400, retryable: false },
	post_empty: { status: 422, retryable: false },
	post_too_large: { status: 413, retryable: false },
	prompt_missing: { status: 422, retryable: false },
	prompt_too_long: { status: 422, retryable: false },
	prompt_pattern_unusable: { status: 422, retryable: false },
	size_unsupported: { status: 422, retryable: false },
	model_unknown: { status: 422, retryable: false },
	model_retired: { status: 422, retryable: false },
	provider_unknown: { status: 422, retryable: false },
	provider_key_missing: { status: 422, retryable: false },
	price_ceiling_too_low: { status: 422, retryable: false },
	operation_unsupported: { status: 422, retryable: false },
	operation_off: { status: 403, retryable: false },
	chat_model_missing: { status: 422, retryable: false },
	wording_not_declined: { status: 409, retryable: false },
	softer_wording_unknown: { status: 422, retryable: false },
	not_found: { status: 404, retryable: false },
	generation_conflict: { status: 409, retryable: false },
	name_taken: { status: 409, retryable: false },
	candidate_not_ready: { status: 409, retryable: false },
	budget_reached: { status: 402, retryable: false },
	too_many_requests: { status: 429, retryable: true },
	// Who is asking.
	signature_missing: { status: 401, retryable: false },
	signature_wrong: { status: 401, retryable: false },
	signature_expired: { status: 401, retryable: false },
	signature_replayed: { status: 401, retryable: false },
	site_unknown: { status: 401, retryable: false },
	site_moved_or_copied: { status: 409, retryable: false },
	pairing_code_wrong: { status: 403, retryable: false },
	permission_denied: { status: 403, retryable: false },
	// The connection between plugin and sidecar.
	sidecar_not_connected: { status: 409, retryable: false },
	sidecar_unreachable: { status: 503, retryable: true },
	sidecar_answer_unreadable: { status: 502, retryable: true },
	site_unreachable: { status: 503, retryable: true },
	site_refused: { status: 502, retryable: true },
	// What a provider answers.
	provider_moderated: { status: 422, retryable: false },
	provider_quota: { status: 402, retryable: false },
	provider_key_wrong: { status: 401, retryable: false },
	organisation_unverified: { status: 403, retryable: false },
	provider_rate_limited: { status: 429, retryable: true },
	provider_unavailable: { status: 503, retryable: true },
	provider_timeout: { status: 504, retryable: false },
	provider_rejected_request: { status: 422, retryable: false },
	provider_answer_unreadable: { status: 502, retryable: false },
	outcome_in_doubt: { status: 409, retryable: false },
	// Bringing an image back.
	post_locked: { status: 423, retryable: true },
	post_gone: { status: 410, retryable: false },
	section_gone: { status: 409, retryable: false },
	content_changed: { status: 409, retryable: true },
	upload_incomplete: { status: 422, retryable: true },
	upload_rejected: { status: 422, retryable: false },
	image_unreadable: { status: 422, retryable: false },
	image_too_large: { status: 413, retryable: false },
	image_stops_service: { status: 500, retryable: false },
	disk_full: { status: 507, retryable: true },
	image_store_away: { status: 503, retryable: true },
	cancelled: { status: 409, retryable: false },
	internal: { status: 500, retryable: true },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

const codes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]];

export const errorCodeSchema = z.enum(codes);

/** What a failure carries over HTTP. `cause` is technical and short; it is never shown as markup. */
export const errorInfoSchema = z.strictObject({
	code: errorCodeSchema,
	retryable: z.boolean(),
	cause: z.string().max(1000),
	/** Whether money was spent on it. `unknown` is what the person sees as "may have been charged". */
	charged: z.enum(['no', 'yes', 'unknown']),
	/** Name of the field, setting, provider, model, person or limit that the sentence names; empty where there is none. */
	subject: z.string().max(300),
	/** Micro-dollars, images, seconds or bytes that the sentence names, by the code; null where there is none. */
	amount: z.int().nullable(),
	/** Only with `budget_reached`. */
	budget: reachedBudgetSchema.optional(),
	/** What a person reads, in their language; only the plugin writes it, and only for the editor. */
	sentence: z.strictObject({ title: z.string().max(1000), text: z.string().max(2000) }).optional(),
});

export type ErrorInfo = z.infer<typeof errorInfoSchema>;
