import type { Operation } from '../../models/model-facts.ts';
import type { InputForm } from '../hosted-input.ts';

/*
 * Names of inputs: @fal-ai/client 1.10.1, src/types/endpoints.d.ts. A model of the table is one or more endpoints:
 * those with pictures usually have one of their own.
 */

const withWords = { prompt: 'required', size: 'image_size', seed: true } as const;
const png = { output_format: 'png' };
const pictures = { field: 'image_urls', many: true };
const picture = { field: 'image_url', many: false };
const onePicture: InputForm = { prompt: 'none', size: 'none', images: picture };

const FORMS: Readonly<Record<string, InputForm>> = {
	'fal-ai/flux-2': { ...withWords, fixed: png },
	'fal-ai/flux-2/edit': { ...withWords, images: pictures, fixed: png },
	'fal-ai/flux-2-pro': { ...withWords, fixed: png },
	'fal-ai/flux-2-pro/edit': { ...withWords, images: pictures, fixed: png },
	'fal-ai/flux-2-max': { ...withWords, fixed: png },
	'fal-ai/flux-2-max/edit': { ...withWords, images: pictures, fixed: png },
	'fal-ai/flux-2/klein/9b': { ...withWords, fixed: png },
	'fal-ai/flux-2/klein/9b/edit': { ...withWords, images: pictures, fixed: png },
	'fal-ai/z-image/turbo': { ...withWords, fixed: png },
	'fal-ai/z-image/turbo/inpaint': { ...withWords, images: picture, mask: 'mask_image_url', fixed: png },
	'fal-ai/qwen-image-2/text-to-image': { ...withWords, negativePrompt: true, fixed: png },
	'fal-ai/qwen-image-2/edit': { ...withWords, negativePrompt: true, images: pictures, fixed: png },
	'fal-ai/qwen-image-2/pro/text-to-image': { ...withWords, negativePrompt: true, fixed: png },
	'fal-ai/qwen-image-2/pro/edit': { ...withWords, negativePrompt: true, images: pictures, fixed: png },
	'fal-ai/bytedance/seedream/v4.5/text-to-image': withWords,
	'fal-ai/bytedance/seedream/v4.5/edit': { ...withWords, images: pictures },
	'fal-ai/bytedance/seedream/v5/lite/text-to-image': { prompt: 'required', size: 'image_size' },
	'fal-ai/bytedance/seedream/v5/lite/edit': { prompt: 'required', size: 'image_size', images: pictures },
	'fal-ai/nano-banana-2': { ...withWords, size: 'aspect_ratio_and_resolution', fixed: png },
	'fal-ai/nano-banana-2/edit': {
		...withWords,
		size: 'aspect_ratio_and_resolution',
		images: pictures,
		fixed: png,
	},
	'fal-ai/nano-banana-pro': { ...withWords, size: 'aspect_ratio_and_resolution', fixed: png },
	'fal-ai/nano-banana-pro/edit': {
		...withWords,
		size: 'aspect_ratio_and_resolution',
		images: pictures,
		fixed: png,
	},
	// The prompt is written with care already; fal would rewrite it. Given pictures are taken for their style.
	'fal-ai/ideogram/v3': {
		...withWords,
		negativePrompt: true,
		images: pictures,
		fixed: { expand_prompt: false },
	},
	'fal-ai/ideogram/v3/remix': {
		...withWords,
		negativePrompt: true,
		images: picture,
		fixed: { expand_prompt: false },
	},
	'fal-ai/ideogram/v3/reframe': { prompt: 'none', size: 'image_size', seed: true, images: picture },
	'fal-ai/ideogram/character': {
		...withWords,
		negativePrompt: true,
		images: { field: 'reference_image_urls', many: true },
		fixed: { expand_prompt: false },
	},
	'fal-ai/recraft/v4/text-to-image': { prompt: 'required', size: 'image_size' },
	'fal-ai/recraft/v4/pro/text-to-image': { prompt: 'required', size: 'image_size' },
	'fal-ai/flux-pro/kontext': {
		prompt: 'required',
		size: 'aspect_ratio',
		seed: true,
		images: picture,
		fixed: png,
	},
	'fal-ai/flux-pro/v1/fill': {
		prompt: 'required',
		size: 'none',
		seed: true,
		images: picture,
		mask: 'mask_url',
		fixed: png,
	},
	'fal-ai/image-apps-v2/style-transfer': { ...onePicture, reference: 'style_reference_image_url' },
	'fal-ai/seedvr/upscale/image': { ...onePicture, seed: true, fixed: { upscale_factor: 2, ...png } },
	'fal-ai/topaz/upscale/image': { ...onePicture, fixed: { upscale_factor: 2, ...png } },
	'fal-ai/recraft/upscale/crisp': onePicture,
	'fal-ai/birefnet/v2': { ...onePicture, fixed: png },
	'fal-ai/bria/background/remove': onePicture,
	'fal-ai/trellis-2': { ...onePicture, seed: true },
	'fal-ai/hunyuan3d-v3/image-to-3d': { ...onePicture, images: { field: 'input_image_url', many: false } },
	'fal-ai/kling-video/v3/pro/image-to-video': {
		prompt: 'optional',
		size: 'none',
		negativePrompt: true,
		images: { field: 'start_image_url', many: false },
		fixed: { duration: '5', generate_audio: false },
	},
	'fal-ai/veo3.1/fast/image-to-video': {
		prompt: 'required',
		size: 'none',
		negativePrompt: true,
		seed: true,
		images: picture,
		fixed: { duration: '4s', generate_audio: false },
	},
};

/** For a path that is not in the table: what most endpoints that start from words take. */
const UNKNOWN: InputForm = { prompt: 'required', size: 'image_size', images: pictures };

const editOperations: readonly Operation[] = [
	'generate_with_references',
	'edit',
	'style_transfer',
	'character_reference',
	'variations',
	'outpaint',
	'translate_text',
];
const editing = (path: string) => Object.fromEntries(editOperations.map((operation) => [operation, path]));

/** Where an operation of a model has an endpoint of another name than the model. */
const ENDPOINTS: Readonly<Record<string, Readonly<Partial<Record<Operation, string>>>>> = {
	'fal-ai/flux-2': editing('fal-ai/flux-2/edit'),
	'fal-ai/flux-2-pro': editing('fal-ai/flux-2-pro/edit'),
	'fal-ai/flux-2-max': editing('fal-ai/flux-2-max/edit'),
	'fal-ai/flux-2/klein/9b': editing('fal-ai/flux-2/klein/9b/edit'),
	'fal-ai/z-image/turbo': { edit_with_mask: 'fal-ai/z-image/turbo/inpaint' },
	'fal-ai/qwen-image-2/text-to-image': editing('fal-ai/qwen-image-2/edit'),
	'fal-ai/qwen-image-2/pro/text-to-image': editing('fal-ai/qwen-image-2/pro/edit'),
	'fal-ai/bytedance/seedream/v4.5/text-to-image': editing('fal-ai/bytedance/seedream/v4.5/edit'),
	'fal-ai/bytedance/seedream/v5/lite/text-to-image': editing('fal-ai/bytedance/seedream/v5/lite/edit'),
	'fal-ai/nano-banana-2': editing('fal-ai/nano-banana-2/edit'),
	'fal-ai/nano-banana-pro': editing('fal-ai/nano-banana-pro/edit'),
	'fal-ai/ideogram/v3': {
		variations: 'fal-ai/ideogram/v3/remix',
		outpaint: 'fal-ai/ideogram/v3/reframe',
		character_reference: 'fal-ai/ideogram/character',
	},
};

export interface FalEndpoint {
	path: string;
	form: InputForm;
}

export function endpointFor(model: string, operation: Operation): FalEndpoint {
	const path = ENDPOINTS[model]?.[operation] ?? model;
	return { path, form: FORMS[path] ?? UNKNOWN };
}
