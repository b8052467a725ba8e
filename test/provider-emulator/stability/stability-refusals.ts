import { randomUUID } from 'node:crypto';
import type { WireAnswer } from '../carry-out.ts';
import type { ActiveScenario } from '../scenarios.ts';

/** Statuses and names of platform.stability.ai/docs/api-reference; the sentences are the emulator's own. */
const REFUSALS: Readonly<Record<string, [number, string, string]>> = {
	moderation: [403, 'content_moderation', 'The request was flagged by the content moderation system.'],
	quota: [402, 'payment_required', 'There are not enough credits.'],
	key_wrong: [401, 'unauthorized', 'The API key is missing or invalid.'],
	retired_model: [404, 'not_found', 'This endpoint does not exist.'],
	rate_limited_seconds: [429, 'rate_limit_exceeded', 'More than 150 requests within 10 seconds.'],
	rate_limited_date: [429, 'rate_limit_exceeded', 'More than 150 requests within 10 seconds.'],
	rate_limited_ms: [429, 'rate_limit_exceeded', 'More than 150 requests within 10 seconds.'],
	overloaded: [503, 'service_unavailable', 'The service is too busy.'],
};

export function stabilityRefusal({ name }: Pick<ActiveScenario, 'name'>): WireAnswer {
	const [status, code, sentence] = REFUSALS[name] ?? [500, 'internal_error', 'An unexpected error.'];
	return refused(status, code, [sentence]);
}

export function refused(status: number, name: string, errors: string[]): WireAnswer {
	return { status, body: { id: randomUUID().replaceAll('-', ''), name, errors } };
}
