import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import { editInstruction } from './edit-instruction.ts';
import type { ImageRequest } from './image-provider.ts';
import { inputImages, requireImage, type InputImage } from './require-image.ts';
import { whiteMask } from './white-mask.ts';

/**
 * How a model on a platform that hosts many wants its inputs called. Such platforms (fal, WaveSpeed, Replicate) have one
 * wire format for all models and leave the names of inputs to each.
 */
export interface InputForm {
	size: keyof typeof SIZE_FORMS;
	/** `required` by most; `optional` where the model has an own idea; `none` where it takes no words. */
	prompt: 'required' | 'optional' | 'none';
	/** Where the source and, if there is room for more than one, the references go. */
	images?: { field: string; many: boolean };
	/** Where the first reference goes if it has a field of its own. */
	reference?: string;
	/** Where the mask goes: an opaque picture, white where it may be changed. */
	mask?: string;
	negativePrompt?: true | undefined;
	seed?: true | undefined;
	/** Where it wants to be told the language of the post, as one of these codes. */
	language?: { field: string; known: readonly string[] };
	/** What is always sent. */
	fixed?: Readonly<Record<string, unknown>>;
}

interface WantedSize {
	width: number;
	height: number;
	ratio?: string | undefined;
	resolution?: string | undefined;
}

/** The ways in which hosted models are told a size. */
const SIZE_FORMS = {
	none: () => ({}),
	image_size: ({ width, height }: WantedSize) => ({ image_size: { width, height } }),
	size: ({ width, height }: WantedSize) => ({ size: `${width}*${height}` }),
	width_and_height: ({ width, height }: WantedSize) => ({ width, height }),
	size_and_pixels: ({ width, height }: WantedSize) => ({ size: 'custom', width, height }),
	aspect_ratio: ({ ratio }: WantedSize) => ({ aspect_ratio: ratio }),
	aspect_ratio_and_pixels: ({ width, height }: WantedSize) => ({ aspect_ratio: 'custom', width, height }),
	aspect_ratio_and_resolution: ({ ratio, resolution }: WantedSize) => ({ aspect_ratio: ratio, resolution }),
} as const;

/**
 * The inputs of one call. `address` makes an image into what the platform takes: a data URI, or the address of an upload.
 * All images are looked at before the first is handed over.
 */
export async function hostedInput(
	form: InputForm,
	request: ImageRequest,
	facts: ModelFacts | null,
	address: (image: InputImage) => Promise<string>,
): Promise<Record<string, unknown>> {
	const images = inputImages(request);
	const mask = request.mask === null ? null : requireImage(request.mask, 'the mask');
	const words = form.prompt === 'none' ? '' : editInstruction(request);
	return {
		...(form.prompt === 'required' || words !== '' ? { prompt: words } : {}),
		...(form.negativePrompt && request.negativePrompt ? { negative_prompt: request.negativePrompt } : {}),
		...SIZE_FORMS[form.size](wantedSize(request, facts)),
		...(form.seed ? { seed: request.seed } : {}),
		...languageField(form, request),
		...(await imageFields(form, images, address)),
		...(form.mask && mask ? { [form.mask]: await address(await whiteMask(mask)) } : {}),
		...form.fixed,
	};
}

function wantedSize({ width, height }: ImageRequest, facts: ModelFacts | null): WantedSize {
	const sizes = facts?.sizes.kind === 'fixed' ? facts.sizes.sizes : [];
	return sizes.find((size) => size.width === width && size.height === height) ?? { width, height };
}

function languageField({ language }: InputForm, { model, card }: ImageRequest): Record<string, string> {
	if (!language) return {};
	const code = card.language.split('-')[0]?.toLowerCase() ?? '';
	if (language.known.includes(code)) return { [language.field]: code };
	throw new LimnerError('provider_rejected_request', {
		subject: model,
		cause: `the post's language is ${code || 'not known'}; this model writes ${language.known.join(', ')}`,
	});
}

async function imageFields(
	{ images: place, reference }: InputForm,
	images: readonly InputImage[],
	address: (image: InputImage) => Promise<string>,
): Promise<Record<string, unknown>> {
	const apart = reference === undefined ? undefined : images[1];
	const together = apart === undefined ? images : images.filter((image) => image !== apart);
	if (place === undefined || together.length === 0) return {};
	const addresses: string[] = [];
	for (const image of together) addresses.push(await address(image));
	return {
		[place.field]: place.many ? addresses : addresses[0],
		...(reference !== undefined && apart !== undefined ? { [reference]: await address(apart) } : {}),
	};
}

export function dataUri({ bytes, kind }: InputImage): string {
	return `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`;
}
