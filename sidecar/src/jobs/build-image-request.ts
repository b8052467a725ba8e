import { createHash } from 'node:crypto';
import type { OperationOrder } from '@limner/shared/contracts/operation';
import type { Engine } from '../engine.ts';
import type { ImageStep } from '../planning/image-steps.ts';
import type { ImageRequest } from '../providers/image-provider.ts';
import type { AttemptWithGeneration } from '../storage/attempts.ts';
import type { CallRow, SlotRow } from '../storage/tables.ts';

/** What the provider is asked for. `main` is the desktop image's call, once it is made. */
export async function buildImageRequest(
	engine: Pick<Engine, 'images'>,
	{ attempt, generation, policy, operation }: AttemptWithGeneration,
	slot: SlotRow | undefined,
	step: ImageStep,
	main: CallRow | undefined,
): Promise<ImageRequest> {
	const isFeatured = slot?.kind !== 'section';
	return {
		...(await loadInputs(engine, operation, step, main)),
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

/** A mobile image that is composed apart has the desktop image as its reference. */
async function loadInputs(
	engine: Pick<Engine, 'images'>,
	order: OperationOrder,
	step: ImageStep,
	main: CallRow | undefined,
): Promise<Inputs> {
	if (order.name === 'generate') {
		const reference = step.references > 0 ? (main?.bytes_sha256 ?? null) : null;
		return {
			operation: reference === null ? 'generate' : 'generate_with_references',
			source: null,
			mask: null,
			references: reference === null ? [] : [await engine.images.load(reference)],
		};
	}
	return {
		operation: order.name,
		source: order.source === null ? null : await engine.images.load(order.source),
		mask: order.mask === null ? null : await engine.images.load(order.mask),
		references: await Promise.all(order.references.map((input) => engine.images.load(input))),
	};
}

/** The same attempt draws the same image again; another attempt for the same slot another one. */
function seedOf(attemptId: string): number {
	return createHash('sha256').update(attemptId).digest().readUInt32BE(0) >>> 1;
}
