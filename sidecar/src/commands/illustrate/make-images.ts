import { randomUUID } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import type { Engine } from '../../engine.ts';
import { acceptGeneration } from '../../planning/accept-generation.ts';
import { findCandidateOfAttempt } from '../../storage/candidates.ts';
import type { CandidateRow } from '../../storage/tables.ts';
import { loadAttemptState, runAttempts, type ImageState } from '../run/run-attempts.ts';
import { COMMAND_LINE_SITE } from './command-line-site.ts';
import type { ArticlePlan, PlannedImage } from './plan-article.ts';

export interface ImageOutcome {
	image: PlannedImage;
	/** Null where it was not made; `error` says why. */
	candidate: CandidateRow | null;
	error: ErrorInfo | null;
	/** Micro-dollars that this run spent on it; null where the provider's answer is not known. */
	cost: number | null;
}

/** Makes the images of a plan; a failure of one is its own. */
export async function makeImages(
	engine: Engine,
	{ plan, policy, article, images }: ArticlePlan,
	show: (states: ImageState[]) => void,
	signal: AbortSignal,
): Promise<ImageOutcome[]> {
	const request = {
		id: randomUUID(),
		lane: 'interactive' as const,
		post: { id: plan.post_id, title: article.title, language: article.outline.language ?? '' },
		person: { id: 0, name: '' },
		policy,
		operation: PLAIN_GENERATION,
		attempts: images.map(({ slot, attemptId }) => ({
			attempt_id: attemptId,
			slot_id: slot.slot_id,
			prompt: slot.prompt,
			alt: slot.alt,
			variation: 0,
		})),
	};
	await runAttempts(
		engine,
		images,
		request,
		(unknown) => acceptGeneration(engine, COMMAND_LINE_SITE, unknown),
		show,
		signal,
	);
	return Promise.all(images.map((image) => describeOutcome(engine, image)));
}

async function describeOutcome(engine: Engine, image: PlannedImage): Promise<ImageOutcome> {
	if (image.state === 'in_doubt') return { image, candidate: null, error: leftInDoubt(image.price), cost: 0 };
	const attempt = await loadAttemptState(engine, image.attemptId);
	const candidate = (await findCandidateOfAttempt(engine.database, image.attemptId)) ?? null;
	const cost = image.state === 'kept' ? 0 : attempt.cost_microdollars;
	return { image, candidate, error: candidate ? null : attempt.error, cost };
}

/** Micro-dollars that making it once more would cost. */
export function leftInDoubt(price: number | null): ErrorInfo {
	return {
		code: 'outcome_in_doubt',
		retryable: false,
		cause: 'an earlier run broke off while the provider made it',
		charged: 'unknown',
		subject: '',
		amount: price,
	};
}
