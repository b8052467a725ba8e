import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';

/** A failure that the editor itself found, before anybody was asked to pay. */
export function toErrorInfo(code: ErrorCode, cause = '', retryable = false): ErrorInfo {
	return { code, retryable, cause, charged: 'no', subject: '', amount: null };
}
