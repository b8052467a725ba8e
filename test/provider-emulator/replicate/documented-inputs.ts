/** `!` is required; a range is of a number; a list in brackets is what a string may be; `[]` is a list of addresses. */
type InputType = string;

const words: Readonly<Record<string, InputType>> = { prompt: 'string!' };
const seed = { seed: 'integer' };
const fluxSize = { aspect_ratio: 'string', width: 'integer 256..2048', height: 'integer 256..2048' };
const output = { output_format: '(webp,jpg,png)', output_quality: 'integer 0..100' };
const geminiRatio = '(match_input_image,1:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9,21:9)';
const flux2 = {
	...words,
	input_images: '[]',
	...fluxSize,
	resolution: 'string',
	safety_tolerance: 'integer 1..5',
	...seed,
	...output,
};
const fluxOpen = {
	...words,
	aspect_ratio: 'string',
	image: 'string',
	prompt_strength: 'number',
	num_outputs: 'integer 1..4',
	num_inference_steps: 'integer 1..50',
	guidance: 'number',
	...seed,
	...output,
	disable_safety_checker: 'boolean',
};
const ideogram = {
	...words,
	aspect_ratio: '(1:3,3:1,1:2,2:1,9:16,16:9,10:16,16:10,2:3,3:2,3:4,4:3,4:5,5:4,1:1)',
	resolution: 'string',
	magic_prompt_option: '(Auto,On,Off)',
	image: 'string',
	mask: 'string',
	style_type: 'string',
	style_reference_images: '[]',
	seed: 'integer 0..2147483647',
};

/**
 * The "Input schema" of the models' pages (replicate.com/<owner>/<name>/versions/…/api), read in November 2026. Of
 * flux-kontext-pro, flux-fill-pro, qwen-image and qwen-image-edit-plus what public code sends them.
 */
export const DOCUMENTED_INPUTS: Readonly<Record<string, Readonly<Record<string, InputType>>>> = {
	'black-forest-labs/flux-2-pro': flux2,
	'black-forest-labs/flux-2-flex': {
		...flux2,
		prompt_upsampling: 'boolean',
		guidance: 'number',
		steps: 'integer',
	},
	'black-forest-labs/flux-2-dev': {
		...words,
		input_images: '[]',
		go_fast: 'boolean',
		aspect_ratio: 'string',
		width: 'integer 256..1440',
		height: 'integer 256..1440',
		...seed,
		...output,
		disable_safety_checker: 'boolean',
	},
	'black-forest-labs/flux-1.1-pro': {
		...words,
		image_prompt: 'string',
		aspect_ratio: 'string',
		width: 'integer 256..1440',
		height: 'integer 256..1440',
		safety_tolerance: 'integer 1..6',
		...seed,
		prompt_upsampling: 'boolean',
		...output,
	},
	'black-forest-labs/flux-dev': fluxOpen,
	'black-forest-labs/flux-schnell': fluxOpen,
	'black-forest-labs/flux-kontext-pro': {
		...words,
		input_image: 'string!',
		aspect_ratio: 'string',
		...seed,
		output_format: '(jpg,png)',
	},
	'black-forest-labs/flux-fill-pro': {
		...words,
		image: 'string!',
		mask: 'string',
		...seed,
		output_format: '(jpg,png)',
	},
	'google/nano-banana': {
		...words,
		image_input: '[]',
		aspect_ratio: geminiRatio,
		output_format: '(jpg,png)',
	},
	'google/nano-banana-2': {
		...words,
		image_input: '[]',
		aspect_ratio: geminiRatio,
		output_format: '(jpg,png)',
	},
	'google/nano-banana-pro': {
		...words,
		image_input: '[]',
		aspect_ratio: geminiRatio,
		resolution: '(1K,2K,4K)',
		output_format: '(jpg,png)',
		safety_filter_level: 'string',
	},
	'ideogram-ai/ideogram-v3-turbo': ideogram,
	'ideogram-ai/ideogram-v3-balanced': ideogram,
	'ideogram-ai/ideogram-v3-quality': ideogram,
	'bytedance/seedream-4.5': {
		...words,
		size: '(1K,2K,4K,custom)',
		aspect_ratio: 'string',
		sequential_image_generation: '(disabled,auto)',
		width: 'integer 1024..4096',
		height: 'integer 1024..4096',
		max_images: 'integer 1..15',
		image_input: '[]',
	},
	'qwen/qwen-image': { ...words, aspect_ratio: 'string', ...seed, ...output },
	'qwen/qwen-image-edit-plus': { ...words, image: '[]!', ...seed, ...output },
	'recraft-ai/recraft-creative-upscale': { image: 'string!' },
	'lucataco/remove-bg': { image: 'string!' },
};

/** Whether a value is of a documented type. */
export function fitsInput(type: InputType, value: unknown): boolean {
	const [, lowest, highest] = /(\d+)\.\.(\d+)/.exec(type) ?? [];
	if (type.startsWith('[]')) return Array.isArray(value) && value.every(isAddress);
	if (type.startsWith('boolean')) return typeof value === 'boolean';
	if (type.startsWith('integer') || type.startsWith('number')) {
		return (
			typeof value === 'number' &&
			value >= Number(lowest ?? -Infinity) &&
			value <= Number(highest ?? Infinity)
		);
	}
	if (typeof value !== 'string') return false;
	return !type.startsWith('(') || type.slice(1, -1).split(',').includes(value);
}

const isAddress = (value: unknown) => typeof value === 'string' && /^(https?:|data:)/.test(value);
