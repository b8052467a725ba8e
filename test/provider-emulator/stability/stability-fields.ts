/**
 * What the endpoints of v2beta take, as platform.stability.ai documents them (api-evangelist/stability-ai, openapi/), and
 * what they cost in credits (stability.ai/api-pricing-update-25; developer.puter.com for what makes images from words).
 * Where nobody publishes a price, the emulator has one of its own.
 */
type Check = (value: string) => boolean;

const text =
	(longest: number): Check =>
	(value) =>
		value.length >= 1 && value.length <= longest;
const integer =
	(lowest: number, highest: number): Check =>
	(value) =>
		/^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
const number =
	(lowest: number, highest: number): Check =>
	(value) =>
		/^\d+(\.\d+)?$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
const oneOf =
	(...values: string[]): Check =>
	(value) =>
		values.includes(value);

const format = { output_format: oneOf('jpeg', 'png', 'webp') };
const seed = { seed: integer(0, 4_294_967_294) };
const prompt = { prompt: text(10_000) };
const negative = { negative_prompt: text(10_000) };
const style = { style_preset: text(50) };

/** Pixels of a megapixel by ratio. */
export const RATIOS: Readonly<Record<string, { width: number; height: number }>> = {
	'16:9': { width: 1344, height: 768 },
	'1:1': { width: 1024, height: 1024 },
	'21:9': { width: 1536, height: 640 },
	'2:3': { width: 832, height: 1216 },
	'3:2': { width: 1216, height: 832 },
	'4:5': { width: 896, height: 1088 },
	'5:4': { width: 1088, height: 896 },
	'9:16': { width: 768, height: 1344 },
	'9:21': { width: 640, height: 1536 },
};
const ratio = { aspect_ratio: oneOf(...Object.keys(RATIOS)) };

export interface StabilityEndpoint {
	fields: Readonly<Record<string, Check>>;
	required: readonly string[];
	files: readonly string[];
	requiredFiles: readonly string[];
	credits: number;
	/** How large the result is: of the ratio, or of the source with what is done to it. */
	result: 'ratio' | 'source' | 'grown' | 'four_times' | 'four_megapixels';
}

const endpoint = (
	credits: number,
	result: StabilityEndpoint['result'],
	fields: Record<string, Check>,
	parts: Partial<StabilityEndpoint> = {},
): StabilityEndpoint => ({
	fields: { ...format, ...fields },
	required: [],
	files: parts.requiredFiles ?? [],
	requiredFiles: [],
	credits,
	result,
	...parts,
});

const side = integer(0, 2000);

export const STABILITY_ENDPOINTS: Readonly<Record<string, StabilityEndpoint>> = {
	'generate/core': endpoint(
		3,
		'ratio',
		{ ...prompt, ...negative, ...seed, ...style, ...ratio },
		{ required: ['prompt'] },
	),
	'generate/ultra': endpoint(
		8,
		'ratio',
		{ ...prompt, ...negative, ...seed, ...style, ...ratio, strength: number(0, 1) },
		{ required: ['prompt'], files: ['image'] },
	),
	'generate/sd3': endpoint(
		6.5,
		'ratio',
		{
			...prompt,
			...negative,
			...seed,
			...style,
			...ratio,
			output_format: oneOf('jpeg', 'png'),
			mode: oneOf('text-to-image', 'image-to-image'),
			strength: number(0, 1),
			model: oneOf('sd3.5-large', 'sd3.5-large-turbo', 'sd3.5-medium', 'sd3.5-flash'),
			cfg_scale: number(1, 10),
		},
		{ required: ['prompt'], files: ['image'] },
	),
	'edit/erase': endpoint(
		5,
		'source',
		{ ...seed, grow_mask: integer(0, 20) },
		{ requiredFiles: ['image'], files: ['image', 'mask'] },
	),
	'edit/inpaint': endpoint(
		5,
		'source',
		{ ...prompt, ...negative, ...seed, ...style, grow_mask: integer(0, 100) },
		{ required: ['prompt'], requiredFiles: ['image'], files: ['image', 'mask'] },
	),
	'edit/outpaint': endpoint(
		4,
		'grown',
		{
			...prompt,
			...seed,
			...style,
			left: side,
			right: side,
			up: side,
			down: side,
			creativity: number(0, 1),
		},
		{ requiredFiles: ['image'] },
	),
	'edit/search-and-replace': endpoint(
		5,
		'source',
		{ ...prompt, ...negative, ...seed, ...style, search_prompt: text(10_000), grow_mask: integer(0, 20) },
		{ required: ['prompt', 'search_prompt'], requiredFiles: ['image'] },
	),
	'edit/remove-background': endpoint(
		5,
		'source',
		{ output_format: oneOf('png', 'webp') },
		{ requiredFiles: ['image'] },
	),
	'control/style-transfer': endpoint(
		8,
		'source',
		{
			...prompt,
			...negative,
			...seed,
			style_strength: number(0, 1),
			composition_fidelity: number(0, 1),
			change_strength: number(0.1, 1),
		},
		{ requiredFiles: ['init_image', 'style_image'] },
	),
	'upscale/fast': endpoint(2, 'four_times', {}, { requiredFiles: ['image'] }),
	'upscale/conservative': endpoint(
		40,
		'four_megapixels',
		{ ...prompt, ...negative, ...seed, creativity: number(0.1, 0.5) },
		{ required: ['prompt'], requiredFiles: ['image'] },
	),
};

/** Of the family that shares an endpoint; in credits. */
export const SD3_CREDITS: Readonly<Record<string, number>> = {
	'sd3.5-large': 6.5,
	'sd3.5-large-turbo': 4,
	'sd3.5-medium': 3.5,
	'sd3.5-flash': 2.5,
};
