import type { InputForm } from '../hosted-input.ts';

/* Names of inputs: the "Input schema" on each model's page (replicate.com/<owner>/<name>/api). */

const png = { output_format: 'png' };
const withWords = { prompt: 'required', seed: true, fixed: png } as const;
const inputImages = { field: 'input_images', many: true };
const imageInput = { field: 'image_input', many: true };

const tool: InputForm = { prompt: 'none', size: 'none', images: { field: 'image', many: false } };
const flux2: InputForm = { ...withWords, size: 'aspect_ratio_and_pixels', images: inputImages };
/** The prompt is written with care already; the model would rewrite it. Given pictures are taken for their style. */
const ideogram: InputForm = {
	prompt: 'required',
	size: 'aspect_ratio',
	seed: true,
	images: { field: 'style_reference_images', many: true },
	fixed: { magic_prompt_option: 'Off' },
};

const FORMS: Readonly<Record<string, InputForm>> = {
	'black-forest-labs/flux-2-pro': flux2,
	'black-forest-labs/flux-2-flex': { ...flux2, fixed: { ...png, prompt_upsampling: false } },
	'black-forest-labs/flux-2-dev': flux2,
	'black-forest-labs/flux-1.1-pro': { ...withWords, size: 'aspect_ratio_and_pixels' },
	'black-forest-labs/flux-dev': { ...withWords, size: 'aspect_ratio' },
	'black-forest-labs/flux-schnell': { ...withWords, size: 'aspect_ratio' },
	'black-forest-labs/flux-kontext-pro': {
		...withWords,
		size: 'aspect_ratio',
		images: { field: 'input_image', many: false },
	},
	'black-forest-labs/flux-fill-pro': {
		...withWords,
		size: 'none',
		images: { field: 'image', many: false },
		mask: 'mask',
	},
	'google/nano-banana': { prompt: 'required', size: 'aspect_ratio', images: imageInput, fixed: png },
	'google/nano-banana-2': { prompt: 'required', size: 'aspect_ratio', images: imageInput, fixed: png },
	'google/nano-banana-pro': {
		prompt: 'required',
		size: 'aspect_ratio_and_resolution',
		images: imageInput,
		fixed: png,
	},
	'ideogram-ai/ideogram-v3-turbo': ideogram,
	'ideogram-ai/ideogram-v3-balanced': ideogram,
	'ideogram-ai/ideogram-v3-quality': ideogram,
	'bytedance/seedream-4.5': { prompt: 'required', size: 'size_and_pixels', images: imageInput },
	'qwen/qwen-image': { ...withWords, size: 'aspect_ratio' },
	'qwen/qwen-image-edit-plus': {
		...withWords,
		size: 'none',
		images: { field: 'image', many: true },
	},
	'recraft-ai/recraft-creative-upscale': tool,
	'lucataco/remove-bg': tool,
};

/** For a model that is not in the table: what most that start from words take. */
const UNKNOWN: InputForm = {
	...withWords,
	size: 'aspect_ratio_and_pixels',
	images: { field: 'image', many: false },
};

export function formOf(model: string): InputForm {
	return FORMS[model.split(':')[0] ?? ''] ?? UNKNOWN;
}
