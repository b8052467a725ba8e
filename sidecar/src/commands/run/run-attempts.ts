import { setTimeout as delay } from 'node:timers/promises';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import type { Attempt } from '@limner/shared/contracts/post-images';
import type { Engine } from '../../engine.ts';
import { describeAttempt } from '../../http/describe/describe-attempt.ts';
import { cancelAttempt } from '../../jobs/cancel-attempt.ts';
import { reconcile } from '../../jobs/reconcile.ts';
import { repeat } from '../../jobs/repeat.ts';
import { scheduleAttempt } from '../../jobs/schedule.ts';
import { startWorkers } from '../../jobs/start-workers.ts';
import { changeRunningAttempt, findAttempt, RUNNING_STATES } from '../../storage/attempts.ts';
import { reviveAttempts } from '../../storage/revive-attempts.ts';

export interface WantedImage {
	attemptId: string;
	/** `kept`: its bytes are stored and cost nothing more. `in_doubt`: left out. */
	state: 'new' | 'kept' | 'in_doubt';
	title: string;
}

export interface ImageState {
	image: Pick<WantedImage, 'attemptId' | 'title'>;
	attempt: Attempt;
}

const LOOK_EVERY = 200;
const RECONCILE_EVERY = 20_000;

/**
 * Has the images made by the same jobs that serve WordPress, and answers when none runs any more. `accept` writes those
 * attempts into the ledger that are not in it; those of earlier runs go on with what is stored of them. A failure of one
 * is its own; an aborted signal cancels what is not finished.
 */
export async function runAttempts(
	engine: Engine,
	images: readonly WantedImage[],
	request: GenerationRequest,
	accept: (request: GenerationRequest) => Promise<unknown>,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<void> {
	const wanted = images.filter(({ state }) => state !== 'in_doubt');
	await ask(engine, wanted, request, accept);
	startWorkers(engine);
	const repetition = repeat('comparing ledger and queue', RECONCILE_EVERY, engine.log, () =>
		reconcile(engine),
	);
	try {
		await watch(engine, wanted, show, signal);
	} finally {
		await repetition.stop();
	}
}

/** The request names every attempt; only the unknown ones are accepted anew. */
async function ask(
	engine: Engine,
	images: readonly WantedImage[],
	request: GenerationRequest,
	accept: (request: GenerationRequest) => Promise<unknown>,
): Promise<void> {
	const { database } = engine;
	const found = await Promise.all(images.map(({ attemptId }) => findAttempt(database, attemptId)));
	const known = new Set(found.flatMap((attempt) => attempt?.id ?? []));
	const wanted = new Set(images.map(({ attemptId }) => attemptId));
	await accept({
		...request,
		attempts: request.attempts.filter(({ attempt_id: id }) => wanted.has(id) && !known.has(id)),
	});
	await database.transaction().execute((transaction) => reviveAttempts(transaction, request.id, [...known]));
	for (const { attemptId, state } of images) {
		if (state === 'kept') await changeRunningAttempt(database, attemptId, { finishing: 1 });
		const attempt = await findAttempt(database, attemptId);
		if (attempt) await scheduleAttempt(engine, attempt);
	}
}

async function watch(
	engine: Engine,
	images: readonly WantedImage[],
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<void> {
	let isCancelled = false;
	for (;;) {
		if (signal.aborted && !isCancelled) {
			isCancelled = true;
			for (const { attemptId } of images) await cancelAttempt(engine, attemptId);
		}
		const states = await Promise.all(
			images.map(async (image) => ({ image, attempt: await loadAttemptState(engine, image.attemptId) })),
		);
		show(states);
		if (states.every(({ attempt }) => !RUNNING_STATES.includes(attempt.state))) return;
		await delay(LOOK_EVERY);
	}
}

export async function loadAttemptState(engine: Engine, attemptId: string): Promise<Attempt> {
	const attempt = await findAttempt(engine.database, attemptId);
	if (!attempt) throw new Error(`The attempt ${attemptId} is not in the ledger.`);
	return describeAttempt(engine, attempt);
}
