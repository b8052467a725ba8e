import { toFile } from 'openai';
import type { ImageEditParamsNonStreaming, ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { LimnerError } from '../../errors/limner-error.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { inputImages, requireImage } from '../require-image.ts';

export type ModerationLevel = 'auto' | 'low';

type SharedOptions = Pick<
	ImageEditParamsNonStreaming,
	| 'model'
	| 'prompt'
	| 'size'
	| 'quality'
	| 'background'
	| 'output_format'
	| 'partial_images'
	| 'safety_identifier'
>;

/** Parameters that both endpoints take. PNG, as it is re-encoded later and every other format would lose twice. */
function sharedOptions(request: ImageRequest, context: ImageCallContext): SharedOptions {
	return {
		model: request.model,
		prompt: request.prompt,
		size: `${request.width}x${request.height}`,
		quality: request.quality,
		background: 'opaque',
		output_format: 'png',
		...(request.partialImages > 0 ? { partial_images: request.partialImages } : {}),
		...(context.safetyIdentifier ? { safety_identifier: context.safetyIdentifier.slice(0, 64) } : {}),
	};
}

export function generateOptions(
	request: ImageRequest,
	context: ImageCallContext,
	moderation: ModerationLevel,
): ImageGenerateParamsNonStreaming {
	return { ...sharedOptions(request, context), prompt: request.prompt, moderation };
}

/**
 * Everything that starts from an image is an edit, and the instruction says which. The images go as `image[]`, the one
 * that is edited first; a mask belongs to that one. The endpoint has no moderation parameter.
 */
export async function editOptions(
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageEditParamsNonStreaming> {
	const hasSource = request.source !== null;
	const image = await Promise.all(
		inputImages(request).map(({ bytes, kind }, index) => {
			const name = hasSource && index === 0 ? 'source' : `reference-${hasSource ? index : index + 1}`;
			return toFile(bytes, `${name}.${kind}`, { type: `image/${kind}` });
		}),
	);
	return {
		...sharedOptions(request, context),
		prompt: editInstruction(request),
		image,
		...(request.mask === null ? {} : { mask: await maskFile(request.mask) }),
	};
}

/** A PNG whose transparent areas may change, of the size of the first image, below 4 MB. */
async function maskFile(bytes: Uint8Array): Promise<File> {
	if (requireImage(bytes, 'the mask').kind !== 'png') {
		throw new LimnerError('image_unreadable', { cause: 'the mask is no PNG' });
	}
	return toFile(bytes, 'mask.png', { type: 'image/png' });
}
