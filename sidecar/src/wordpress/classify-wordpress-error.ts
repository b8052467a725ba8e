import type { ErrorCode } from '@limner/shared/contracts/error-code';

/**
 * What WordPress's own error codes mean. Its statuses do not tell: a wrong file type is a 500 there, a post that does
 * not exist a 403. Seen on WordPress 7.1. The plugin's own refusals carry their own code: `rest_forbidden` and
 * `rest_not_logged_in` come from something in front of it.
 */
const CODES: Record<string, ErrorCode> = {
	rest_upload_sideload_error: 'upload_rejected',
	rest_upload_unknown_error: 'upload_rejected',
	rest_upload_no_content_disposition: 'upload_rejected',
	rest_upload_file_too_big: 'image_too_large',
	rest_upload_limited_space: 'disk_full',
	rest_cannot_create: 'permission_denied',
	rest_cannot_edit: 'permission_denied',
	rest_forbidden: 'site_refused',
	rest_not_logged_in: 'site_refused',
	rest_post_invalid_id: 'post_gone',
	rest_no_route: 'site_refused',
	internal_server_error: 'site_refused',
};

/** Where no code of the plugin's own came with it; status is all that proxies and fatal errors leave. */
export function classifyWordPressError(status: number, code: string): ErrorCode {
	const known = CODES[code];
	if (known) return known;
	if (status === 413) return 'image_too_large';
	if (status === 429) return 'too_many_requests';
	if (status === 502 || status === 503 || status === 504) return 'site_unreachable';
	return 'site_refused';
}
