import type { ErrorCode } from '@limner/shared/contracts/error-code';
import type { Engine } from '../engine.ts';
import type { LimnerError } from '../errors/limner-error.ts';
import type { ChosenModel } from '../planning/choose-model.ts';
import { openFallback } from '../planning/fallbacks.ts';
import type { AttemptWithGeneration } from '../storage/attempts.ts';
import type { CallRow } from '../storage/tables.ts';
import { listCalls } from '../usage/call-ledger.ts';

/** Failures that the next request to the same provider would meet as well. */
const LASTING: readonly ErrorCode[] = [
	'provider_quota',
	'provider_key_wrong',
	'provider_key_missing',
	'organisation_unverified',
	'model_retired',
	'model_unknown',
];
/** Failures that may pass: another provider takes over once this many tries were in vain. */
const PASSING: readonly ErrorCode[] = ['provider_unavailable', 'provider_rate_limited'];
const TRIES_BEFORE = 2;
/** A provider that asks for a longer pause counts as down. Seconds. */
const LONGEST_PAUSE = 60;

/**
 * Who makes the image in place of a provider that failed: the first of the site's fallbacks that was not tried for this
 * attempt, can do what was asked for and, with what was spent on it already, is not dearer than what the plan said. Null where the failure is one of the request itself,
 * may have been charged, or may pass.
 */
export async function findFallback(
	engine: Pick<Engine, 'database' | 'providers'>,
	{ attempt, policy, operation }: AttemptWithGeneration,
	error: LimnerError,
): Promise<ChosenModel | null> {
	if (policy.choice.fallbacks.length === 0 || !isReasonToChange(error, attempt.tries)) return null;
	const calls = await listCalls(engine.database, attempt.id);
	const tried = new Set([...calls, attempt].map(({ provider, model }) => `${provider}/${model}`));
	const spent = calls.reduce((sum, call) => sum + (call.actual_microdollars ?? 0), 0);
	const promised = attempt.price_microdollars === null ? null : attempt.price_microdollars - spent;
	const stored = calls.filter(({ state }) => state === 'stored');
	const remainder = { operation, prompt: attempt.prompt, stored: stored.map((call) => call.operation) };
	for (const fallback of policy.choice.fallbacks) {
		const chosen = openFallback(engine.providers, policy, fallback, promised, remainder);
		if (!chosen || tried.has(`${chosen.offered.name}/${chosen.found.facts.name}`)) continue;
		// A photograph's phone image is no title card, nor the other way round.
		const isOther = ({ provider }: CallRow) =>
			engine.providers.get(provider)?.drawnWithoutAi !== chosen.offered.drawnWithoutAi;
		if (!stored.some(isOther)) return chosen;
	}
	return null;
}

function isReasonToChange(error: LimnerError, tries: number): boolean {
	if (error.charged !== 'no') return false;
	if (LASTING.includes(error.code)) return true;
	if (!PASSING.includes(error.code)) return false;
	return tries + 1 >= TRIES_BEFORE || (error.retryAfterSeconds ?? 0) > LONGEST_PAUSE;
}
