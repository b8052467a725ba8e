import { APIConnectionError, APIError } from 'openai';
import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { LimnerError, type LimnerErrorDetails } from '../../errors/limner-error.ts';
import type { ImageRequest } from '../image-provider.ts';
import { missingModel } from '../missing-model.ts';
import { readLimitHeaders } from '../read-limit-headers.ts';
import { wasNeverSent, type Transport } from '../watch-transport.ts';

/** What is known about a call that failed, besides the error itself. */
export interface FailedCall {
	provider: string;
	/** What a 403 without any code means; not set: what OpenAI means by it. */
	codelessRefusal?: ErrorCode;
	request: Pick<ImageRequest, 'model'> & Partial<Pick<ImageRequest, 'width' | 'height'>>;
	transport: Transport;
	/** The caller gave up. */
	cancelled: boolean;
	/** Our own deadline ran out. */
	timedOut: boolean;
	timeoutSeconds: number;
	/** Never to be repeated in a cause, even where a server echoes it. */
	apiKey: string;
}

/**
 * One closed code for whatever went wrong. What decides is how far the request got, then the status, then OpenAI's `code`
 * and `type`; a message decides only where OpenAI gives two meanings one code.
 *
 * A 500 or a gateway's 502 and 504 do not say whether the image was made: OpenAI bills what was made, so the call is in
 * doubt and is not repeated by itself. A 503 in OpenAI's own form says that it was too busy to begin: that one costs
 * nothing and may be repeated.
 */
export function toLimnerError(error: unknown, call: FailedCall): unknown {
	if (error instanceof LimnerError) return error;
	const fail = (code: ErrorCode, details: LimnerErrorDetails) =>
		new LimnerError(code, {
			subject: call.provider,
			origin: error,
			cause: describe(error, call),
			...details,
		});
	if (call.cancelled) return fail('cancelled', { charged: call.transport.begun ? 'unknown' : 'no' });
	if (call.timedOut) {
		return fail('provider_timeout', {
			charged: 'unknown',
			amount: call.timeoutSeconds,
			cause: `no whole answer within ${call.timeoutSeconds} seconds`,
		});
	}
	if (error instanceof APIError && !(error instanceof APIConnectionError)) return refusal(error, call, fail);
	if (!call.transport.begun) return error;
	if (call.transport.answer === null) {
		return wasNeverSent(call.transport.failure)
			? fail('provider_unavailable', { charged: 'no' })
			: fail('outcome_in_doubt', { charged: 'unknown' });
	}
	if (error instanceof SyntaxError) return fail('provider_answer_unreadable', { charged: 'yes' });
	return fail('outcome_in_doubt', { charged: 'unknown' });
}

type Fail = (code: ErrorCode, details: LimnerErrorDetails) => LimnerError;

const CODES: Readonly<Record<string, ErrorCode>> = {
	moderation_blocked: 'provider_moderated',
	content_policy_violation: 'provider_moderated',
	insufficient_quota: 'provider_quota',
	billing_hard_limit_reached: 'provider_quota',
	billing_not_active: 'provider_quota',
	invalid_api_key: 'provider_key_wrong',
};

function refusal(error: APIError, call: FailedCall, fail: Fail): LimnerError {
	// Refused after the stream had begun, with status 200: nothing says what the half-made image cost.
	const charged = error.status === undefined ? 'unknown' : 'no';
	const known = CODES[error.code ?? ''] ?? CODES[error.type ?? ''];
	if (known) return fail(known, { charged });
	if (error.code === 'model_not_found' || (error.status === 400 && error.param === 'model')) {
		// One code both for a model that is gone and for one that this key cannot use.
		const { code, subject } = missingModel(
			call.provider,
			call.request.model,
			error.message.includes('deprecated'),
		);
		return fail(code, { subject });
	}
	switch (error.status) {
		case 401:
			return fail('provider_key_wrong', { charged });
		case 403:
			// The one refusal of OpenAI without any code is that of an organisation that has not been verified.
			return fail(
				error.code ? 'provider_rejected_request' : (call.codelessRefusal ?? 'organisation_unverified'),
				{ charged },
			);
		case 402:
			return fail('provider_quota', { charged });
		case 429:
			return fail('provider_rate_limited', { charged, ...pauseOf(error) });
		case 503:
			return error.error === undefined
				? fail('outcome_in_doubt', { charged: 'unknown' })
				: fail('provider_unavailable', { charged, ...pauseOf(error) });
		case 408:
		case undefined:
			return fail('outcome_in_doubt', { charged: 'unknown' });
		default:
			return error.status >= 500
				? fail('outcome_in_doubt', { charged: 'unknown' })
				: fail(...rejection(error, call));
	}
}

function rejection(error: APIError, call: FailedCall): [ErrorCode, LimnerErrorDetails] {
	if (error.param !== 'size') return ['provider_rejected_request', { charged: 'no' }];
	return ['size_unsupported', { charged: 'no', subject: `${call.request.width}×${call.request.height}` }];
}

function pauseOf(error: APIError): Pick<LimnerErrorDetails, 'retryAfterSeconds' | 'amount'> {
	const pause = error.headers ? readLimitHeaders(error.headers, new Date()).pauseMilliseconds : null;
	return pause === null ? {} : { retryAfterSeconds: pause / 1000, amount: Math.ceil(pause / 1000) };
}

/** Short, for the log and for the person's "details": OpenAI's own words with its request id, without the key. */
function describe(error: unknown, call: FailedCall): string {
	const failure = call.transport.answer === null ? (call.transport.failure ?? error) : error;
	const root = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
	const words = root instanceof Error ? root.message : String(root);
	const code =
		root instanceof Error && 'code' in root && !(root instanceof APIError) ? ` (${String(root.code)})` : '';
	const requestId = call.transport.answer?.headers.get('x-request-id');
	const told = `${words.slice(0, 400)}${code}${requestId ? ` [request ${requestId}]` : ''}`;
	return (call.apiKey === '' ? told : told.replaceAll(call.apiKey, '…')).replace(/\bsk-[\w*-]{4,}/g, 'sk-…');
}
