import { createHash } from 'node:crypto';
import { composeNegativePrompt } from '@limner/shared/prompts/compose-prompt';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { factsAbout } from '../models/find-model.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import type { ImageRequest } from '../providers/image-provider.ts';
import { RUNNING_STATES, type AttemptWithGeneration } from '../storage/attempts.ts';
import type { Database } from '../storage/database.ts';
import type { AttemptRow } from '../storage/tables.ts';
import { takesFirstAsReference, type ImageStep } from './image-steps.ts';

/** What one request has in common with those for the other images of its post, as far as the model takes it. */
export async function matchImages(
	engine: Pick<Engine, 'database' | 'images'>,
	{ attempt, policy, operation }: AttemptWithGeneration,
	facts: ModelFacts,
	step: ImageStep,
	request: ImageRequest,
): Promise<ImageRequest> {
	const { negative, keep_together: keepsTogether } = policy.prompting;
	const matched: ImageRequest = { ...request };
	if (facts.takesNegativePrompt) {
		const { image_type: imageType, style } = policy;
		matched.negativePrompt = composeNegativePrompt({ imageType, style, negative });
	}
	if (request.source !== null) return matched;
	if (keepsTogether && facts.isLocal) {
		matched.card = { ...request.card, set: numberOf(`${attempt.site_id} ${attempt.post_id}`) };
	} else if (keepsTogether && facts.takesSeed) {
		matched.seed = await seedOfPost(engine.database, attempt);
	}
	const isFresh = operation.name === 'generate' && step.operation === 'desktop';
	const takesReference = isFresh && takesFirstAsReference(facts, policy);
	const reference = takesReference ? await loadFirstImage(engine, attempt) : null;
	return reference === null
		? matched
		: {
				...matched,
				operation: 'generate_with_references',
				references: [...request.references, reference],
			};
}

/**
 * Where the first image is to be the others' reference, the others wait for it: one image of a generation runs alone
 * until the post has one. An attempt whose own time has not come keeps nobody waiting.
 */
export async function waitsForFirstImage(
	engine: Pick<Engine, 'database'>,
	{ attempt, policy }: AttemptWithGeneration,
): Promise<boolean> {
	const facts = factsAbout(attempt.provider, attempt.model);
	if (facts === null || !takesFirstAsReference(facts, policy)) return false;
	if ((await findFirstImage(engine.database, attempt)) !== null) return false;
	const [first] = await engine.database
		.selectFrom('attempts')
		.innerJoin('slots', 'slots.id', 'attempts.slot_id')
		.select('attempts.id')
		.where('attempts.generation_id', '=', attempt.generation_id)
		.where('attempts.state', 'in', RUNNING_STATES)
		.where('attempts.not_before', '<=', Date.now())
		.orderBy('slots.place')
		.orderBy('attempts.id')
		.limit(1)
		.execute();
	return first !== undefined && first.id !== attempt.id;
}

/**
 * One seed for all images of a post; made again, a slot gets the next one, as the same seed for the same words would be
 * the same image for the same money.
 */
async function seedOfPost(database: Database, attempt: AttemptRow): Promise<number> {
	const { earlier } = await database
		.selectFrom('attempts')
		.select((select) => select.fn.countAll<number>().as('earlier'))
		.where('slot_id', '=', attempt.slot_id)
		.where((where) =>
			where.or([
				where('accepted_at', '<', attempt.accepted_at),
				where.and([where('accepted_at', '=', attempt.accepted_at), where('id', '<', attempt.id)]),
			]),
		)
		.executeTakeFirstOrThrow();
	return numberOf(`${attempt.site_id} ${attempt.post_id} ${Number(earlier)}`);
}

function numberOf(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32BE(0) >>> 1;
}

/** The sha256 of the first image of another slot that a model made and nobody rejected. */
async function findFirstImage(database: Database, attempt: AttemptRow): Promise<string | null> {
	const candidates = await database
		.selectFrom('candidates')
		.select(['provider', 'model', 'original_sha256'])
		.where('site_id', '=', attempt.site_id)
		.where('post_id', '=', attempt.post_id)
		.where('slot_id', '!=', attempt.slot_id)
		.where('state', '!=', 'rejected')
		.orderBy('made_at')
		.orderBy('id')
		.execute();
	// The letters on a drawn card would be drawn after.
	const made = candidates.find(({ provider, model }) => factsAbout(provider, model)?.isLocal === false);
	return made?.original_sha256 ?? null;
}

/** Null also where the bytes were forgotten after the retention time. */
async function loadFirstImage(
	{ database, images }: Pick<Engine, 'database' | 'images'>,
	attempt: AttemptRow,
): Promise<Uint8Array | null> {
	const sha256 = await findFirstImage(database, attempt);
	if (sha256 === null) return null;
	try {
		return await images.load(sha256);
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'not_found') return null;
		throw error;
	}
}
