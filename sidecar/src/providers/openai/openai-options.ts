import { toFile } from 'openai';
import type { ImageEditParamsNonStreaming, ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { recogniseImage } from '../recognise-image.ts';

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

/** The edits endpoint has no moderation parameter. References go as `image[]`, the first is the most important. */
export async function editOptions(
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageEditParamsNonStreaming> {
	const image = await Promise.all(request.references.map(referenceFile));
	return { ...sharedOptions(request, context), prompt: request.prompt, image };
}

async function referenceFile(bytes: Uint8Array, index: number): Promise<File> {
	const kind = recogniseImage(bytes);
	if (kind === null || kind === 'truncated') {
		throw new LimnerError('image_unreadable', {
			cause: `reference image ${index + 1} is no whole PNG, JPEG or WebP`,
		});
	}
	return toFile(bytes, `reference-${index + 1}.${kind}`, { type: `image/${kind}` });
}

/** What would be refused anyway is refused here, before anything is sent. */
export function refuseImpossible(request: ImageRequest, facts: ModelFacts | null): void {
	if (facts === null) return;
	if (request.prompt.length > facts.promptLimit) {
		throw new LimnerError('prompt_too_long', {
			subject: facts.name,
			amount: facts.promptLimit,
			cause: `${request.prompt.length} characters, ${facts.name} takes ${facts.promptLimit}`,
		});
	}
	if (request.references.length > facts.largestReferenceCount) {
		throw new LimnerError('provider_rejected_request', {
			subject: facts.name,
			cause: `${request.references.length} reference images, ${facts.name} takes ${facts.largestReferenceCount}`,
		});
	}
}
