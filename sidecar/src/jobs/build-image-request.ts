import { createHash } from 'node:crypto';
import type { Policy } from '@limner/shared/contracts/policy';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import { countStyleReferences, listStyleReferences, type ImageStep } from '../planning/image-steps.ts';
import type { ImageRequest } from '../providers/image-provider.ts';
import type { AttemptWithGeneration } from '../storage/attempts.ts';
import { listHeldInputs } from '../storage/inputs.ts';
import type { CallRow, SlotRow } from '../storage/tables.ts';

/** What the provider is asked for. `main` is the desktop image's call, once it is made. */
export async function buildImageRequest(
	engine: Pick<Engine, 'database' | 'images'>,
	work: AttemptWithGeneration,
	facts: ModelFacts,
	slot: SlotRow | undefined,
	step: ImageStep,
	main: CallRow | undefined,
): Promise<ImageRequest> {
	const { attempt, generation, policy } = work;
	const isFeatured = slot?.kind !== 'section';
	return {
		...(await loadInputs(engine, work, facts, step, main)),
		model: attempt.model,
		prompt: attempt.prompt,
		width: step.width,
		height: step.height,
		quality: step.quality,
		seed: seedOf(attempt.id),
		partialImages: step.partialImages,
		card: {
			title: isFeatured ? generation.post_title : slot.heading,
			kicker: isFeatured ? '' : generation.post_title,
			language: generation.language,
			palette: policy.style.palette,
			imageType: policy.image_type,
		},
	};
}

type Inputs = Pick<ImageRequest, 'operation' | 'source' | 'mask' | 'references'>;

/**
 * The site's reference images come first. A mobile image that is composed apart has the desktop image as one more, which
 * has its place whatever the model takes: without it, it would be another picture.
 */
async function loadInputs(
	engine: Pick<Engine, 'database' | 'images'>,
	{ attempt, policy, operation: order }: AttemptWithGeneration,
	facts: ModelFacts,
	step: ImageStep,
	main: CallRow | undefined,
): Promise<Inputs> {
	if (order.name === 'generate') {
		const desktop = step.references > 0 ? (main?.bytes_sha256 ?? null) : null;
		const references = await loadStyleReferences(
			engine,
			attempt.site_id,
			policy,
			countStyleReferences(facts, policy, desktop === null ? 0 : 1),
		);
		if (desktop !== null) references.push(await engine.images.load(desktop));
		return {
			operation: references.length === 0 ? 'generate' : 'generate_with_references',
			source: null,
			mask: null,
			references,
		};
	}
	return {
		operation: order.name,
		source: order.source === null ? null : await engine.images.load(order.source),
		mask: order.mask === null ? null : await engine.images.load(order.mask),
		references: await Promise.all(order.references.map((input) => engine.images.load(input))),
	};
}

/** What was forgotten is left out: the plan told of it. */
async function loadStyleReferences(
	{ database, images }: Pick<Engine, 'database' | 'images'>,
	siteId: string,
	policy: Policy,
	count: number,
): Promise<Uint8Array[]> {
	const held = await listHeldInputs(database, siteId, listStyleReferences(policy).slice(0, count));
	const loaded = await Promise.all(held.map((input) => loadOrNull(images, input)));
	return loaded.filter((bytes) => bytes !== null);
}

async function loadOrNull(images: Engine['images'], sha256: string): Promise<Uint8Array | null> {
	try {
		return await images.load(sha256);
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'not_found') return null;
		throw error;
	}
}

/** The same attempt draws the same image again; another attempt for the same slot another one. */
function seedOf(attemptId: string): number {
	return createHash('sha256').update(attemptId).digest().readUInt32BE(0) >>> 1;
}
