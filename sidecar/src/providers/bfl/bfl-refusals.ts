import { missingModel } from '../missing-model.ts';
import type { ProviderCall, Refusal, RefusedAnswer } from '../provider-call.ts';
import type { LimnerError } from '../../errors/limner-error.ts';

/** docs.bfl.ai/api_integration/errors. A key that it does not know is a 403; an endpoint that is gone a 404. */
export function readBflRefusal({ status, body }: RefusedAnswer, model: string): Refusal | null {
	const cause = detailOf(body);
	switch (status) {
		case 401:
		case 403:
			return { code: 'provider_key_wrong', cause };
		case 404:
			return { ...missingModel('bfl', model, true), cause };
		default:
			return cause === undefined ? null : withCause(status, body, cause);
	}
}

/** A key that has not even the form of one fails validation of the header. */
function withCause(status: number, body: unknown, cause: string): Refusal | null {
	if (status === 422 && namesKey(body)) return { code: 'provider_key_wrong', cause };
	return status === 400 || status === 422 ? { code: 'provider_rejected_request', cause } : null;
}

function namesKey(body: unknown): boolean {
	return issuesOf(body).some(({ loc }) => Array.isArray(loc) && loc.includes('x-key'));
}

function detailOf(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || !('detail' in body)) return undefined;
	return typeof body.detail === 'string' ? body.detail : JSON.stringify(body.detail);
}

function issuesOf(body: unknown): { loc?: unknown }[] {
	if (typeof body !== 'object' || body === null || !('detail' in body)) return [];
	return Array.isArray(body.detail) ? body.detail.filter((issue) => typeof issue === 'object') : [];
}

/** How a task ends without an image; null while it is under way. */
export function endOfTask(call: ProviderCall, status: string, details: unknown): LimnerError | null {
	const refusal = ENDS[status];
	if (!refusal) return null;
	const words = details == null ? '' : `: ${JSON.stringify(details)}`;
	return call.refuse({ ...refusal, cause: `${status}${words}` });
}

/**
 * A request that is refused before it is worked on costs nothing. Of an image that was made and then withheld nobody says
 * what it costs, and neither of a task that is gone.
 */
const ENDS: Readonly<Record<string, Refusal>> = {
	'Request Moderated': { code: 'provider_moderated', charged: 'no' },
	'Content Moderated': { code: 'provider_moderated', charged: 'unknown' },
	Error: { code: 'provider_unavailable', charged: 'no' },
	Failed: { code: 'provider_unavailable', charged: 'no' },
	'Task not found': { code: 'outcome_in_doubt', charged: 'unknown' },
};
