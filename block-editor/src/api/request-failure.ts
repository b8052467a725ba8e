import type { ErrorCode, ErrorInfo } from '@limner/shared/contracts/error-code';
import { toErrorInfo } from '../messages/to-error-info.ts';

/** What every failed request of this folder throws. */
export class RequestFailure extends Error {
	readonly info: ErrorInfo;
	/** Whether the site answered at all: without an answer the request may have been carried out. */
	readonly answered: boolean;

	constructor(info: ErrorInfo, answered: boolean) {
		super(info.cause);
		this.info = info;
		this.answered = answered;
	}
}

/** What WordPress itself answers before a request reaches Limner, by its status. */
const WORDPRESS_ANSWERS: Record<number, ErrorCode> = {
	400: 'request_malformed',
	401: 'permission_denied',
	403: 'permission_denied',
	404: 'not_found',
};

/** What api-fetch throws when no answer came, or one that is not JSON. */
const UNANSWERED = ['fetch_error', 'offline_error', 'invalid_json'];

/** Maintenance, and what stands before a site that is away. */
const AWAY = [502, 503, 504];

interface WordPressError {
	code?: unknown;
	message?: unknown;
	data?: { status?: number; error?: ErrorInfo; title?: string; action?: string } | null;
}

export function toRequestFailure(thrown: unknown): RequestFailure {
	if (thrown instanceof RequestFailure) return thrown;
	const { code, message, data } = (thrown ?? {}) as WordPressError;
	const cause = typeof message === 'string' ? message : String(thrown);
	if (data?.error) {
		const sentence = { title: data.title ?? '', text: `${cause} ${data.action ?? ''}` };
		return new RequestFailure({ ...data.error, sentence }, true);
	}
	const name = typeof code === 'string' ? code : '';
	const status = data?.status ?? 0;
	if (thrown instanceof DOMException || UNANSWERED.includes(name) || AWAY.includes(status)) {
		return new RequestFailure(toErrorInfo('site_unreachable', cause, true), false);
	}
	return new RequestFailure(toErrorInfo(WORDPRESS_ANSWERS[status] ?? 'internal', cause), true);
}
