import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import type { Attempt } from '@limner/shared/contracts/post-images';
import type { Engine } from '../../engine.ts';
import { describeAttempt } from '../../http/describe/describe-attempt.ts';
import { cancelAttempt } from '../../jobs/cancel-attempt.ts';
import { reconcile } from '../../jobs/reconcile.ts';
import { repeat } from '../../jobs/repeat.ts';
import { scheduleAttempt } from '../../jobs/schedule.ts';
import { startWorkers } from '../../jobs/start-workers.ts';
import { acceptGeneration } from '../../planning/accept-generation.ts';
import { changeRunningAttempt, findAttempt, RUNNING_STATES } from '../../storage/attempts.ts';
import { findCandidateOfAttempt } from '../../storage/candidates.ts';
import { reviveAttempts } from '../../storage/revive-attempts.ts';
import type { CandidateRow } from '../../storage/tables.ts';
import { COMMAND_LINE_SITE } from './command-line-site.ts';
import type { ArticlePlan, PlannedImage } from './plan-article.ts';

export interface ImageState {
	image: PlannedImage;
	attempt: Attempt;
}

export interface ImageOutcome {
	image: PlannedImage;
	/** Null where it was not made; `error` says why. */
	candidate: CandidateRow | null;
	error: ErrorInfo | null;
	/** Micro-dollars that this run spent on it; null where the provider's answer is not known. */
	cost: number | null;
}

const LOOK_EVERY = 200;
const RECONCILE_EVERY = 20_000;

/**
 * Has the images made by the same jobs that serve WordPress, and answers when none runs any more. A failure of one is
 * its own; an aborted signal cancels what is not finished.
 */
export async function makeImages(
	engine: Engine,
	articlePlan: ArticlePlan,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<ImageOutcome[]> {
	const wanted = articlePlan.images.filter(({ state }) => state !== 'in_doubt');
	await ask(engine, articlePlan, wanted);
	startWorkers(engine);
	const repetition = repeat('comparing ledger and queue', RECONCILE_EVERY, engine.log, () =>
		reconcile(engine),
	);
	try {
		await watch(engine, wanted, show, signal);
	} finally {
		await repetition.stop();
	}
	return Promise.all(articlePlan.images.map((image) => describeOutcome(engine, image)));
}

/** Writes the generation into the ledger: new attempts, and those of earlier runs with what is stored of them. */
async function ask(
	engine: Engine,
	{ plan, policy, article }: ArticlePlan,
	images: PlannedImage[],
): Promise<void> {
	const found = await Promise.all(images.map(({ attemptId }) => findAttempt(engine.database, attemptId)));
	const id = randomUUID();
	await acceptGeneration(engine, COMMAND_LINE_SITE, {
		id,
		lane: 'interactive',
		post: { id: plan.post_id, title: article.title, language: article.outline.language ?? '' },
		person: { id: 0, name: '' },
		policy,
		operation: PLAIN_GENERATION,
		attempts: images
			.filter((_image, index) => !found[index])
			.map(({ slot, attemptId }) => ({
				attempt_id: attemptId,
				slot_id: slot.slot_id,
				prompt: slot.prompt,
				alt: slot.alt,
				variation: 0,
			})),
	});
	const known = found.flatMap((attempt) => attempt?.id ?? []);
	await engine.database.transaction().execute((transaction) => reviveAttempts(transaction, id, known));
	for (const { attemptId, state } of images) {
		if (state === 'kept') await changeRunningAttempt(engine.database, attemptId, { finishing: 1 });
		const attempt = await findAttempt(engine.database, attemptId);
		if (attempt) await scheduleAttempt(engine, attempt);
	}
}

async function watch(
	engine: Engine,
	images: PlannedImage[],
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
			images.map(async (image) => ({ image, attempt: await describe(engine, image.attemptId) })),
		);
		show(states);
		if (states.every(({ attempt }) => !RUNNING_STATES.includes(attempt.state))) return;
		await delay(LOOK_EVERY);
	}
}

async function describe(engine: Engine, attemptId: string): Promise<Attempt> {
	const attempt = await findAttempt(engine.database, attemptId);
	if (!attempt) throw new Error(`The attempt ${attemptId} is not in the ledger.`);
	return describeAttempt(engine, attempt);
}

async function describeOutcome(engine: Engine, image: PlannedImage): Promise<ImageOutcome> {
	if (image.state === 'in_doubt') return { image, candidate: null, error: leftInDoubt(image), cost: 0 };
	const attempt = await describe(engine, image.attemptId);
	const candidate = (await findCandidateOfAttempt(engine.database, image.attemptId)) ?? null;
	const cost = image.state === 'kept' ? 0 : attempt.cost_microdollars;
	return { image, candidate, error: candidate ? null : attempt.error, cost };
}

function leftInDoubt({ price }: PlannedImage): ErrorInfo {
	return {
		code: 'outcome_in_doubt',
		retryable: false,
		cause: 'an earlier run broke off while the provider made it',
		charged: 'unknown',
		subject: '',
		amount: price,
	};
}
