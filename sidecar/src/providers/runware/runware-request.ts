import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ModelFacts, Operation } from '../../models/model-facts.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageRequest } from '../image-provider.ts';
import { paintMask } from '../paint-mask.ts';
import { inputImages, requireImage, type InputImage } from '../require-image.ts';

export type RunwareTask = Record<string, unknown> & { taskType: string; taskUUID: string };

/** One task of the array that a request is. */
export async function runwareTask(
	request: ImageRequest,
	facts: ModelFacts | null,
	taskUUID: string,
): Promise<RunwareTask> {
	const taskType = TASK_TYPES[request.operation] ?? 'imageInference';
	const own = TASK_BODIES[request.operation] ?? inferenceBody;
	return {
		taskType,
		taskUUID,
		model: request.model,
		...(await own(request, facts)),
		outputType: 'URL',
		outputFormat: 'PNG',
		includeCost: true,
		deliveryMethod: 'async',
	};
}

/**
 * Runware lets its client name a task. Made from the call's key, so that a call which is sent twice is one task there as
 * well; in the form of a UUID of version 4, which it asks for.
 */
export function taskUuidOf(callKey: string): string {
	const hex = createHash('sha256').update(callKey).digest('hex');
	const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`${variant}${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

const TASK_TYPES: Readonly<Partial<Record<Operation, string>>> = {
	upscale: 'upscale',
	remove_background: 'removeBackground',
};

type BodyOf = (
	request: ImageRequest,
	facts: ModelFacts | null,
) => Promise<Record<string, unknown>> | Record<string, unknown>;

const TASK_BODIES: Readonly<Partial<Record<Operation, BodyOf>>> = {
	upscale: upscaleBody,
	remove_background: (request) => ({ inputs: { image: dataUri(sourceOf(request)) } }),
	edit_with_mask: maskedBody,
};

/** What edits by words gets its images as references, the source first. */
function inferenceBody(request: ImageRequest, facts: ModelFacts | null): Record<string, unknown> {
	const images = inputImages(request);
	const limit = facts?.largestReferenceCount ?? images.length;
	if (images.length > limit) {
		throw new LimnerError('provider_rejected_request', {
			subject: request.model,
			cause: `${images.length} images with the source, ${request.model} takes ${limit}`,
		});
	}
	return {
		...commonBody(request, facts),
		...(images.length > 0 ? { inputs: { referenceImages: images.map(dataUri) } } : {}),
	};
}

async function maskedBody(request: ImageRequest, facts: ModelFacts | null): Promise<Record<string, unknown>> {
	const seedImage = dataUri(sourceOf(request));
	const maskImage = dataUri({ bytes: await paintMask(request.mask), kind: 'png' });
	return { ...commonBody(request, facts), inputs: { seedImage, maskImage } };
}

function commonBody(request: ImageRequest, facts: ModelFacts | null): Record<string, unknown> {
	const { width, height, seed, negativePrompt, diffusion } = request;
	return {
		positivePrompt: editInstruction(request),
		...(negativePrompt && facts?.takesNegativePrompt ? { negativePrompt } : {}),
		width,
		height,
		...(facts?.takesSeed === false ? {} : { seed }),
		numberResults: 1,
		...(diffusion?.steps === undefined ? {} : { steps: diffusion.steps }),
		...(diffusion?.guidanceScale === undefined ? {} : { CFGScale: diffusion.guidanceScale }),
		...(diffusion?.scheduler === undefined ? {} : { scheduler: diffusion.scheduler }),
	};
}

const SMALLEST_FACTOR = 2;
const LARGEST_FACTOR = 4;

/** The factor is a whole number: the smallest that reaches what is wanted. */
async function upscaleBody(request: ImageRequest): Promise<Record<string, unknown>> {
	const source = sourceOf(request);
	const { width, height } = await sharp(source.bytes)
		.metadata()
		.catch((origin: unknown) => {
			throw new LimnerError('image_unreadable', { cause: 'the source cannot be decoded', origin });
		});
	const wanted = Math.ceil(Math.max(request.width / width, request.height / height));
	const upscaleFactor = Math.min(LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, wanted));
	return { upscaleFactor, inputs: { image: dataUri(source) } };
}

function sourceOf({ source }: ImageRequest): InputImage {
	if (source === null) {
		throw new LimnerError('image_unreadable', { cause: 'there is no image to start from' });
	}
	return requireImage(source, 'the source');
}

function dataUri({ bytes, kind }: InputImage): string {
	return `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`;
}
