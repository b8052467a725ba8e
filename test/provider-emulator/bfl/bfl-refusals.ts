import type { WireAnswer } from '../carry-out.ts';
import type { ActiveScenario } from '../scenarios.ts';

/**
 * Statuses of docs.bfl.ai/api_integration/errors in FastAPI's form. The words of 403 and 404 are recorded in
 * maruel/genai, providers/bfl/client_test.go; the others are the statuses' own.
 */
export const BFL_REFUSALS: Readonly<Record<string, WireAnswer>> = {
	key_wrong: refused(403, 'Not authenticated - Invalid Authentication'),
	quota: refused(402, 'Insufficient credits'),
	retired_model: refused(404, 'Not Found'),
	rate_limited_seconds: refused(429, 'Too many requests'),
	rate_limited_date: refused(429, 'Too many requests'),
	rate_limited_ms: refused(429, 'Too many requests'),
	overloaded: refused(503, 'Service Unavailable'),
};

export function bflRefusal({ name }: ActiveScenario): WireAnswer {
	return BFL_REFUSALS[name] ?? refused(500, 'Internal Server Error');
}

export function refused(status: number, detail: unknown): WireAnswer {
	return { status, body: { detail } };
}
