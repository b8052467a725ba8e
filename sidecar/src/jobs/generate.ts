import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { factsAbout, findModel } from '../models/find-model.ts';
import { operationSteps, priceOfStep } from '../planning/image-steps.ts';
import type { ImageProvider } from '../providers/image-provider.ts';
import { matchImages, waitsForFirstImage } from '../planning/match-images.ts';
import {
	changeRunningAttempt,
	endAttempt,
	loadAttempt,
	RUNNING_STATES,
	type AttemptWithGeneration,
} from '../storage/attempts.ts';
import { rememberModelTime } from '../storage/model-times.ts';
import { findSlot } from '../storage/slots.ts';
import type { AttemptRow, CallRow } from '../storage/tables.ts';
import { listCalls } from '../usage/call-ledger.ts';
import { buildImageRequest } from './build-image-request.ts';
import { countStart, refuseToStart } from './count-starts.ts';
import { decideGenerateRetry, endStateOf } from './decide-retry.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';
import { findFallback } from './fall-back.ts';
import { mayBuyAgain, rememberPaidStep } from './remember-paid-step.ts';

/** Looks again after this long where the attempt is in hand already. */
const ALREADY_RUNNING_DELAY = 5_000;
/** And after this long where the post's first image is the others' reference. */
const FIRST_IMAGE_DELAY = 2_000;
/** Whatever broke the connection may need a moment. */
const BEFORE_BUYING_AGAIN = 3_000;

/** Gets the images of one attempt from its provider, and hands it on to be rendered. */
export async function generate(engine: Engine, attemptId: string, context: JobContext): Promise<JobOutcome> {
	const work = await loadAttempt(engine.database, attemptId);
	if (!work || !RUNNING_STATES.includes(work.attempt.state)) return DONE;
	if (await waitsForFirstImage(engine, work)) return { kind: 'again', inMilliseconds: FIRST_IMAGE_DELAY };
	const refusal = await refuseToStart(engine, work.attempt);
	if (refusal) {
		await endAttempt(engine.database, attemptId, endStateOf(refusal), refusal.toInfo());
		return DONE;
	}
	const signal = engine.running.begin(attemptId, context.signal);
	if (!signal) return { kind: 'again', inMilliseconds: ALREADY_RUNNING_DELAY };
	try {
		await countStart(engine, work.attempt, signal, () => makeImages(engine, work, signal));
		if (await changeRunningAttempt(engine.database, attemptId, { finishing: 1, tries: 0 })) {
			await engine.queue.enqueue('render', attemptId);
		}
		return DONE;
	} catch (error) {
		return await goOnAfter(engine, work, toError(error, signal));
	} finally {
		engine.running.end(attemptId);
	}
}

async function makeImages(engine: Engine, work: AttemptWithGeneration, signal: AbortSignal): Promise<void> {
	const { attempt, policy } = work;
	const provider = engine.providers.get(attempt.provider)?.provider;
	if (!provider) throw new LimnerError('provider_key_missing', { subject: attempt.provider });
	const { facts } = findModel(attempt.provider, attempt.model, new Date());
	const slot = await findSlot(engine.database, attempt.site_id, attempt.slot_id);
	const leave = await engine.gates.enter(attempt.provider, attempt.lane, signal);
	try {
		keepWithinLimits(engine, attempt.provider);
		const startedAt = Date.now();
		if (
			!(await changeRunningAttempt(engine.database, attempt.id, { state: 'making', started_at: startedAt }))
		) {
			throw new LimnerError('cancelled');
		}
		const made: CallRow[] = [];
		for (const step of operationSteps(facts, policy, work.operation)) {
			signal.throwIfAborted();
			const plain = await buildImageRequest(engine, work, facts, slot, step, made[0]);
			const request = await matchImages(engine, work, facts, step, plain);
			made.push(
				await rememberPaidStep(
					engine,
					work,
					{
						operation: step.operation,
						provider,
						request,
						price: priceOfStep(facts, step, request.prompt),
						onPartialImage: (bytes) => engine.running.addPreview(attempt.id, bytes),
						onProgress: (fraction) => engine.running.setProgress(attempt.id, fraction),
					},
					signal,
				),
			);
		}
		engine.providers.get(attempt.provider)?.health.succeeded();
		await learnTime(engine, provider, work, Date.now() - startedAt, made.length);
	} finally {
		leave();
	}
}

/** What the provider said about its key holds for every call with it, not only for the one that was refused. */
function keepWithinLimits(engine: Engine, provider: string): void {
	const pause = engine.providers.get(provider)?.pacer.begin() ?? 0;
	if (pause === 0) return;
	throw new LimnerError('provider_rate_limited', {
		subject: provider,
		cause: 'waiting for the limit of the key',
		retryAfterSeconds: pause / 1000,
		amount: Math.ceil(pause / 1000),
	});
}

async function learnTime(
	engine: Engine,
	provider: ImageProvider,
	{ attempt, policy }: AttemptWithGeneration,
	milliseconds: number,
	images: number,
): Promise<void> {
	const facts = factsAbout(provider.name, attempt.model);
	await rememberModelTime(engine.database, {
		provider: provider.name,
		model: attempt.model,
		quality: facts?.qualities.includes(policy.quality) ? policy.quality : 'auto',
		milliseconds: milliseconds / images,
	});
}

function toError(error: unknown, signal: AbortSignal): LimnerError {
	if (error instanceof LimnerError) return error;
	const code = signal.aborted ? 'cancelled' : 'internal';
	return new LimnerError(code, { cause: String(error), origin: error });
}

/** Not where the second purchase is in doubt as well: `rememberPaidStep` has refused it then. */
async function isWorthBuyingAgain(engine: Engine, attempt: AttemptRow, error: LimnerError): Promise<boolean> {
	if (error.charged !== 'unknown' || error.code === 'cancelled') return false;
	const calls = await listCalls(engine.database, attempt.id);
	const doubts = calls.filter(({ state }) => state === 'in_doubt').length;
	return doubts > 0 && mayBuyAgain(attempt.lane, doubts);
}

async function goOnAfter(
	engine: Engine,
	work: AttemptWithGeneration,
	error: LimnerError,
): Promise<JobOutcome> {
	const { attempt } = work;
	if (error.code === 'internal') engine.log.error({ error, attempt: attempt.id }, 'making an image failed');
	engine.providers.get(attempt.provider)?.health.failed(error.code);
	if (await fallBack(engine, work, error)) return { kind: 'again', inMilliseconds: 0 };
	const retry = (await isWorthBuyingAgain(engine, attempt, error))
		? { inMilliseconds: BEFORE_BUYING_AGAIN, tries: attempt.tries }
		: decideGenerateRetry(error, { tries: attempt.tries, since: attempt.accepted_at });
	if (!retry) {
		await endAttempt(engine.database, attempt.id, endStateOf(error), error.toInfo());
		return DONE;
	}
	const waits = await changeRunningAttempt(engine.database, attempt.id, {
		state: 'accepted',
		tries: retry.tries,
		not_before: Date.now() + retry.inMilliseconds,
		error_json: JSON.stringify(error.toInfo()),
	});
	return waits ? { kind: 'again', inMilliseconds: retry.inMilliseconds } : DONE;
}

/** Hands the attempt to another provider. The ledger keeps what the first one answered. */
async function fallBack(engine: Engine, work: AttemptWithGeneration, error: LimnerError): Promise<boolean> {
	const chosen = await findFallback(engine, work, error);
	if (!chosen) return false;
	const { name } = chosen.offered;
	const from = work.attempt.provider;
	engine.log.warn(
		{ attempt: work.attempt.id, from, to: name, code: error.code },
		'another provider takes over',
	);
	return changeRunningAttempt(engine.database, work.attempt.id, {
		state: 'accepted',
		provider: name,
		model: chosen.found.facts.name,
		tries: 0,
		not_before: Date.now(),
		error_json: JSON.stringify(error.toInfo()),
	});
}
