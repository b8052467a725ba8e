/**
 * What the endpoints of api.bfl.ai take, by the schemas of its OpenAPI document (BFL API 0.0.1, tryAGI/BlackForestLabs at
 * 05385cf). `disable_pup` came later: docs.bfl.ai, FLUX.2.
 */
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const yesOrNo: Check = (value) => typeof value === 'boolean';
const integer =
	(lowest: number, highest: number): Check =>
	(value) =>
		Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
const number =
	(lowest: number, highest: number): Check =>
	(value) =>
		typeof value === 'number' && value >= lowest && value <= highest;
const oneOf =
	(...values: string[]): Check =>
	(value) =>
		typeof value === 'string' && values.includes(value);
const multiple =
	(of: number, check: Check): Check =>
	(value) =>
		check(value) && Number(value) % of === 0;
/** Base64 or an address; the emulator does not fetch, and a short word is neither. */
const image: Check = (value) =>
	typeof value === 'string' && (/^https?:\/\//.test(value) || /^[\w+/]{60,}={0,2}$/.test(value));
const ratio: Check = (value) => {
	const match = /^(\d+):(\d+)$/.exec(String(value));
	const size = match ? Number(match[1]) / Number(match[2]) : 0;
	return size >= 9 / 21 - 1e-6 && size <= 21 / 9 + 1e-6;
};

const anySeed = integer(-(2 ** 53), 2 ** 53);
const delivery = { output_format: oneOf('jpeg', 'png', 'webp'), webhook_url: text, webhook_secret: text };
const flux2Common = {
	...delivery,
	prompt: text,
	seed: anySeed,
	width: integer(64, 4096),
	height: integer(64, 4096),
	safety_tolerance: integer(0, 5),
};
const flux1Common = {
	...delivery,
	prompt: text,
	prompt_upsampling: yesOrNo,
	seed: anySeed,
	safety_tolerance: integer(0, 6),
};

const numbered = (count: number): Record<string, Check> =>
	Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			index === 0 ? 'input_image' : `input_image_${index + 1}`,
			image,
		]),
	);

export interface BflEndpoint {
	fields: Readonly<Record<string, Check>>;
	required: readonly string[];
	/** Cents: of a whole image, or of the first megapixel with those of a further one and of one of input. */
	price: { each: number } | { first: number; further: number };
	retired?: true;
}

const flux2 = (
	count: number,
	first: number,
	further: number,
	more: Record<string, Check> = {},
): BflEndpoint => ({
	fields: { ...flux2Common, ...numbered(count), ...more },
	required: ['prompt'],
	price: { first, further },
});

const kontext = (each: number): BflEndpoint => ({
	fields: { ...flux1Common, ...numbered(4), aspect_ratio: ratio },
	required: ['prompt'],
	price: { each },
});

const dimension = multiple(32, integer(256, 1440));

export const BFL_ENDPOINTS: Readonly<Record<string, BflEndpoint>> = {
	'flux-2-max': flux2(8, 7, 3, { disable_pup: yesOrNo }),
	'flux-2-pro': flux2(8, 3, 1.5, { disable_pup: yesOrNo }),
	'flux-2-pro-preview': flux2(8, 3, 1.5, { disable_pup: yesOrNo }),
	'flux-2-flex': flux2(8, 5, 5, {
		prompt_upsampling: yesOrNo,
		input_image_blob_path: text,
		guidance: number(1.5, 10),
		steps: integer(1, 50),
	}),
	'flux-2-klein-9b': flux2(4, 1.5, 0.2),
	'flux-2-klein-4b': flux2(4, 1.4, 0.1),
	'flux-kontext-pro': kontext(4),
	'flux-kontext-max': kontext(8),
	'flux-pro-1.1': {
		fields: { ...flux1Common, image_prompt: image, width: dimension, height: dimension },
		required: [],
		price: { each: 4 },
	},
	'flux-pro-1.0-fill': {
		fields: { ...flux1Common, image, mask: image, steps: integer(15, 50), guidance: number(1.5, 100) },
		required: ['image'],
		price: { each: 5 },
	},
	'flux-tools/erase-v1': {
		fields: {
			...delivery,
			image,
			mask: image,
			dilate_pixels: integer(0, 25),
			seed: anySeed,
			safety_tolerance: integer(0, 5),
		},
		required: ['image', 'mask'],
		price: { each: 2 },
	},
	'flux-tools/outpainting-v1': {
		fields: {
			...delivery,
			input_image: image,
			width: integer(64, 4096),
			height: integer(64, 4096),
			auto_crop: yesOrNo,
			prompt: text,
			reference_offset_x: integer(-4096, 4096),
			reference_offset_y: integer(-4096, 4096),
			mode: oneOf('high', 'fast'),
			safety_tolerance: integer(0, 5),
		},
		required: ['input_image', 'width', 'height'],
		price: { each: 5 },
	},
};
