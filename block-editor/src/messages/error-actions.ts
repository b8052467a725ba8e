import type { ErrorCode } from '@limner/shared/contracts/error-code';

/** What the button under a failure's sentence does. */
export type ErrorAction = 'edit_prompt' | 'again' | 'settings' | 'verify' | 'place' | 'plan' | 'reload';

/** The failures of each button; those that are in none have no button. */
const CODES: Record<ErrorAction, readonly ErrorCode[]> = {
	edit_prompt: [
		'prompt_missing',
		'prompt_too_long',
		'softer_wording_unknown',
		'provider_moderated',
		'provider_rejected_request',
	],
	again: [
		'too_many_requests',
		'site_unreachable',
		'provider_rate_limited',
		'provider_unavailable',
		'provider_timeout',
		'provider_answer_unreadable',
		'outcome_in_doubt',
		'upload_incomplete',
		'upload_rejected',
		'image_unreadable',
		'image_stops_service',
		'disk_full',
		'cancelled',
		'internal',
	],
	settings: [
		'prompt_pattern_unusable',
		'size_unsupported',
		'model_unknown',
		'model_retired',
		'price_ceiling_too_low',
		'operation_unsupported',
		'provider_unknown',
		'provider_key_missing',
		'provider_key_wrong',
		'provider_quota',
		'budget_reached',
		'image_too_large',
		'signature_missing',
		'signature_wrong',
		'signature_expired',
		'signature_replayed',
		'site_unknown',
		'site_moved_or_copied',
		'pairing_code_wrong',
		'sidecar_not_connected',
		'sidecar_unreachable',
		'sidecar_answer_unreadable',
	],
	verify: ['organisation_unverified'],
	place: ['site_refused', 'section_gone'],
	plan: ['post_empty', 'not_found'],
	reload: ['request_malformed'],
};

export function decideAction(code: ErrorCode): ErrorAction | null {
	const actions = Object.keys(CODES) as ErrorAction[];
	return actions.find((action) => CODES[action].includes(code)) ?? null;
}
