import { LimnerError } from '../../errors/limner-error.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageRequest } from '../image-provider.ts';
import { paintMask } from '../paint-mask.ts';
import { inputImages } from '../require-image.ts';

export interface BflOrder {
	path: string;
	body: Record<string, unknown>;
}

type BodyOf = (
	request: ImageRequest,
	facts: ModelFacts | null,
) => Promise<Record<string, unknown>> | Record<string, unknown>;

/** A model is an endpoint. PNG throughout, as it is re-encoded later and every other format would lose twice. */
export async function bflOrder(request: ImageRequest, facts: ModelFacts | null): Promise<BflOrder> {
	const bodyOf = BODIES[request.model] ?? fluxBody;
	return {
		path: `/v1/${request.model}`,
		body: { ...(await bodyOf(request, facts)), output_format: 'png' },
	};
}

/** The prompt was written with care, for all images of a post alike: the model is not to embellish it. */
const asWritten = { disable_pup: true };

const BODIES: Readonly<Record<string, BodyOf>> = {
	'flux-2-max': (request, facts) => ({ ...fluxBody(request, facts), ...asWritten }),
	'flux-2-pro': (request, facts) => ({ ...fluxBody(request, facts), ...asWritten }),
	'flux-2-pro-preview': (request, facts) => ({ ...fluxBody(request, facts), ...asWritten }),
	'flux-2-flex': (request, facts) => ({
		...fluxBody(request, facts),
		prompt_upsampling: false,
		...sampler(request),
	}),
	'flux-kontext-max': kontextBody,
	'flux-kontext-pro': kontextBody,
	'flux-pro-1.0-fill': async (request) => ({
		...(await maskedBody(request)),
		prompt: request.prompt,
		...sampler(request),
	}),
	'flux-tools/erase-v1': maskedBody,
	'flux-tools/outpainting-v1': outpaintingBody,
};

function fluxBody(request: ImageRequest, facts: ModelFacts | null): Record<string, unknown> {
	return {
		prompt: editInstruction(request),
		...numberedImages(request, facts),
		width: request.width,
		height: request.height,
		seed: request.seed,
	};
}

/** Kontext takes no pixels: the table names the ratio of each of its sizes. */
function kontextBody(request: ImageRequest, facts: ModelFacts | null): Record<string, unknown> {
	const { width, height } = request;
	const sizes = facts?.sizes.kind === 'fixed' ? facts.sizes.sizes : [];
	const ratio = sizes.find((size) => size.width === width && size.height === height)?.ratio;
	return {
		prompt: editInstruction(request),
		...numberedImages(request, facts),
		aspect_ratio: ratio ?? `${width}:${height}`,
		seed: request.seed,
	};
}

/** `input_image`, `input_image_2`…: what is edited first. A field beyond a model's last one would be left without a word. */
function numberedImages(request: ImageRequest, facts: ModelFacts | null): Record<string, string> {
	const images = inputImages(request);
	const limit = facts?.largestReferenceCount ?? images.length;
	if (images.length > limit) {
		throw new LimnerError('provider_rejected_request', {
			subject: request.model,
			cause: `${images.length} images with the source, ${request.model} takes ${limit}`,
		});
	}
	return Object.fromEntries(
		images.map(({ bytes }, index) => [
			index === 0 ? 'input_image' : `input_image_${index + 1}`,
			base64(bytes),
		]),
	);
}

async function maskedBody(request: ImageRequest): Promise<Record<string, unknown>> {
	return {
		image: sourceOf(request),
		mask: base64(await paintMask(request.mask)),
		seed: request.seed,
	};
}

/** The source stands in the middle of the new frame, and loses what does not fit into it. */
function outpaintingBody(request: ImageRequest): Record<string, unknown> {
	return {
		input_image: sourceOf(request),
		width: request.width,
		height: request.height,
		auto_crop: true,
		...(request.prompt === '' ? {} : { prompt: request.prompt }),
	};
}

function sampler({ diffusion }: ImageRequest): Record<string, number> {
	return {
		...(diffusion?.steps === undefined ? {} : { steps: diffusion.steps }),
		...(diffusion?.guidanceScale === undefined ? {} : { guidance: diffusion.guidanceScale }),
	};
}

function sourceOf({ source }: ImageRequest): string {
	const [image] = inputImages({ source, references: [] });
	if (!image) throw new LimnerError('image_unreadable', { cause: 'there is no image to start from' });
	return base64(image.bytes);
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64');
}
