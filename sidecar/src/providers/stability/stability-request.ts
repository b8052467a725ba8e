import sharp from 'sharp';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import type { ImageRequest } from '../image-provider.ts';
import { paintMask } from '../paint-mask.ts';
import { requireImage, type InputImage } from '../require-image.ts';

export interface StabilityOrder {
	path: string;
	form: FormData;
}

type Field = string | number | InputImage | undefined;
type FieldsOf = (
	request: ImageRequest,
	facts: ModelFacts | null,
) => Promise<Record<string, Field>> | Record<string, Field>;

/** The largest seed is two less than 2³². */
const SEEDS = 4_294_967_295;
/** How far a variation goes from its source where nobody says: near enough to be known again. */
const VARIATION_STRENGTH = 0.6;
const LONGEST_EXTENSION = 2000;

/**
 * A model is an endpoint; those of the sd3 family share one and are told apart by a field. Everything is a form, also
 * without files. PNG throughout, as it is re-encoded later and every other format would lose twice.
 */
export async function stabilityOrder(
	request: ImageRequest,
	facts: ModelFacts | null,
): Promise<StabilityOrder> {
	const isSd3 = request.model.startsWith('sd3');
	const fieldsOf = FIELDS[isSd3 ? 'generate/sd3' : request.model] ?? generateFields;
	const fields = { ...(await fieldsOf(request, facts)), output_format: 'png' };
	return {
		path: `/v2beta/stable-image/${isSd3 ? 'generate/sd3' : request.model}`,
		form: formOf(fields),
	};
}

const FIELDS: Readonly<Record<string, FieldsOf>> = {
	'generate/core': generateFields,
	'generate/ultra': (request, facts) =>
		request.source === null
			? generateFields(request, facts)
			: { ...wordsOf(request, facts), image: sourceOf(request), strength: strengthOf(request) },
	'generate/sd3': sd3Fields,
	'edit/erase': async (request) => ({
		image: sourceOf(request),
		mask: await maskOf(request),
		seed: seedOf(request),
	}),
	'edit/inpaint': async (request, facts) => ({
		...wordsOf(request, facts),
		image: sourceOf(request),
		mask: await maskOf(request),
	}),
	'edit/outpaint': outpaintFields,
	'edit/search-and-replace': searchFields,
	'edit/remove-background': (request) => ({ image: sourceOf(request) }),
	'control/style-transfer': (request, facts) => ({
		...wordsOf(request, facts),
		init_image: sourceOf(request),
		style_image: styleOf(request),
	}),
	'upscale/fast': (request) => ({ image: sourceOf(request) }),
	'upscale/conservative': (request, facts) => ({
		...wordsOf(request, facts),
		// It wants words about the picture, which an enlargement does not always have.
		prompt: request.prompt || 'The same picture, sharp and rich in detail',
		image: sourceOf(request),
	}),
};

function generateFields(request: ImageRequest, facts: ModelFacts | null): Record<string, Field> {
	return { ...wordsOf(request, facts), aspect_ratio: ratioOf(request, facts) };
}

function sd3Fields(request: ImageRequest, facts: ModelFacts | null): Record<string, Field> {
	const { model, source, diffusion } = request;
	const shape =
		source === null
			? { mode: 'text-to-image', aspect_ratio: ratioOf(request, facts) }
			: { mode: 'image-to-image', image: sourceOf(request), strength: strengthOf(request) };
	return { ...wordsOf(request, facts), model, ...shape, cfg_scale: diffusion?.guidanceScale };
}

function wordsOf(request: ImageRequest, facts: ModelFacts | null): Record<string, Field> {
	return {
		prompt: request.prompt === '' ? undefined : request.prompt,
		negative_prompt: facts?.takesNegativePrompt ? request.negativePrompt : undefined,
		seed: facts?.takesSeed === false ? undefined : seedOf(request),
	};
}

/** Pixels are not asked for: the table names the ratio of each size. */
function ratioOf({ width, height }: ImageRequest, facts: ModelFacts | null): string | undefined {
	const sizes = facts?.sizes.kind === 'fixed' ? facts.sizes.sizes : [];
	return sizes.find((size) => size.width === width && size.height === height)?.ratio;
}

/** What is looked for stands before an arrow, what takes its place after it; nothing else separates the two. */
function searchFields(request: ImageRequest, facts: ModelFacts | null): Record<string, Field> {
	const [search = '', replacement = ''] = request.prompt.split(/→|->/).map((words) => words.trim());
	if (search === '' || replacement === '') {
		throw new LimnerError('provider_rejected_request', {
			subject: request.model,
			cause: 'say what is replaced by what, with an arrow between: a red car → a blue bicycle',
		});
	}
	return {
		...wordsOf(request, facts),
		prompt: replacement,
		search_prompt: search,
		image: sourceOf(request),
	};
}

/** The picture grows, on both sides alike, until it has the ratio that is wanted. */
async function outpaintFields(
	request: ImageRequest,
	facts: ModelFacts | null,
): Promise<Record<string, Field>> {
	const image = sourceOf(request);
	const { width, height } = await sharp(image.bytes)
		.metadata()
		.catch((origin: unknown) => {
			throw new LimnerError('image_unreadable', { cause: 'the source cannot be decoded', origin });
		});
	const across = Math.max(0, Math.round((height * request.width) / request.height) - width);
	const along = Math.max(0, Math.round((width * request.height) / request.width) - height);
	const [left, up] = [Math.floor(across / 2), Math.floor(along / 2)];
	const sides = { left, right: across - left, up, down: along - up };
	const longest = Math.max(...Object.values(sides));
	if (longest === 0 || longest > LONGEST_EXTENSION) {
		throw new LimnerError('size_unsupported', {
			subject: `${request.width}×${request.height}`,
			cause: `${width}×${height} would grow by ${longest} pixels on a side; 1 to ${LONGEST_EXTENSION} are possible`,
		});
	}
	const grown = Object.entries(sides).filter(([, pixels]) => pixels > 0);
	return { ...wordsOf(request, facts), image, ...Object.fromEntries(grown) };
}

function seedOf({ seed }: ImageRequest): number {
	return seed % SEEDS;
}

function strengthOf({ diffusion }: ImageRequest): number {
	return diffusion?.strength ?? VARIATION_STRENGTH;
}

function sourceOf({ source }: ImageRequest): InputImage {
	if (source === null) throw unusable('there is no image to start from');
	return requireImage(source, 'the source');
}

function styleOf({ references: [style] }: ImageRequest): InputImage {
	if (!style) throw unusable('there is no image whose style is taken');
	return requireImage(style, 'reference image 1');
}

async function maskOf({ mask }: ImageRequest): Promise<InputImage> {
	return { bytes: await paintMask(mask), kind: 'png' };
}

function unusable(cause: string): LimnerError {
	return new LimnerError('image_unreadable', { cause });
}

function formOf(fields: Record<string, Field>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value === undefined) continue;
		if (typeof value !== 'object') form.append(name, String(value));
		else {
			const blob = new Blob([new Uint8Array(value.bytes)], { type: `image/${value.kind}` });
			form.append(name, blob, `${name}.${value.kind}`);
		}
	}
	return form;
}
