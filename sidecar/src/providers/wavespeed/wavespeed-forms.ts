import type { InputForm } from '../hosted-input.ts';

/* Names of inputs: the request parameters on each model's page below wavespeed.ai/docs/docs-api. */

const png = { output_format: 'png' };
const picture = { field: 'image', many: false };
const pictures = { field: 'images', many: true };

const sized: InputForm = { prompt: 'required', size: 'size', seed: true };
const sizedPng: InputForm = { ...sized, fixed: png };
const byRatio: InputForm = { prompt: 'required', size: 'aspect_ratio' };
const byResolution: InputForm = { prompt: 'required', size: 'aspect_ratio_and_resolution', fixed: png };
const ideogram: InputForm = { ...byRatio, images: picture, mask: 'mask_image' };
const seedream: InputForm = { prompt: 'required', size: 'size' };
/** Keeps the size of the picture that it is given. */
const instruction: InputForm = { prompt: 'required', size: 'none', images: picture };
const tool: InputForm = { prompt: 'none', size: 'none', images: picture };
const clip: InputForm = { ...instruction, negativePrompt: true, seed: true, fixed: { duration: 5 } };

const FORMS: Readonly<Record<string, InputForm>> = {
	'wavespeed-ai/qwen-image/text-to-image': sizedPng,
	'wavespeed-ai/z-image/turbo': sizedPng,
	'wavespeed-ai/flux-2-dev/text-to-image': sized,
	'wavespeed-ai/flux-2-turbo/text-to-image': sized,
	'wavespeed-ai/flux-2-flash/text-to-image': sized,
	'wavespeed-ai/flux-2-flex/text-to-image': sized,
	'wavespeed-ai/flux-2-pro/text-to-image': sized,
	'wavespeed-ai/flux-2-klein-4b/text-to-image': sized,
	'wavespeed-ai/flux-2-klein-9b/text-to-image': sized,
	'wavespeed-ai/hunyuan-image-3': sized,
	'wavespeed-ai/flux-dev': { ...sizedPng, images: picture, mask: 'mask_image' },
	'wavespeed-ai/flux-schnell': { ...sizedPng, images: picture, mask: 'mask_image' },
	'wavespeed-ai/flux-1-srpo': sizedPng,
	'wavespeed-ai/wan-2.2/text-to-image-realism': sizedPng,
	'wavespeed-ai/neta-lumina': sizedPng,
	'wavespeed-ai/chroma': sizedPng,
	'wavespeed-ai/flux-kontext-max/text-to-image': { ...byRatio, seed: true },
	'alibaba/wan-2.5/text-to-image': { ...sized, negativePrompt: true },
	'bytedance/seedream-v4': seedream,
	'bytedance/seedream-v4.5': seedream,
	'bytedance/seedream-v5.0-pro': { prompt: 'required', size: 'aspect_ratio_and_resolution' },
	'google/nano-banana/text-to-image': { ...byRatio, fixed: png },
	'google/nano-banana-pro/text-to-image': byResolution,
	'google/nano-banana-2/text-to-image': byResolution,
	'google/nano-banana-2/text-to-image-fast': byResolution,
	'google/nano-banana-2.1/text-to-image': byResolution,
	'ideogram-ai/ideogram-v3-turbo': ideogram,
	'ideogram-ai/ideogram-v3-balanced': ideogram,
	'ideogram-ai/ideogram-v3-quality': ideogram,
	'ideogram-ai/ideogram-character': { ...byRatio, images: picture },
	'wavespeed-ai/instant-character': { ...sized, images: picture },
	'bytedance/uso': {
		prompt: 'optional',
		size: 'none',
		seed: true,
		images: { field: 'reference_images', many: true },
	},
	'wavespeed-ai/qwen-image/edit': { ...sizedPng, images: picture },
	'wavespeed-ai/qwen-image/edit-plus': { ...sizedPng, images: pictures },
	'wavespeed-ai/flux-2-flash/edit': { ...sized, images: pictures },
	'wavespeed-ai/flux-2-pro/edit': { ...sized, images: pictures },
	'wavespeed-ai/flux-kontext-dev': { ...sizedPng, images: picture },
	'wavespeed-ai/flux-kontext-pro': instruction,
	'wavespeed-ai/flux-kontext-max': { ...instruction, seed: true },
	'wavespeed-ai/flux-fill-dev': { ...sized, images: picture, mask: 'mask_image' },
	'wavespeed-ai/step1x-edit': { ...instruction, negativePrompt: true, seed: true },
	'wavespeed-ai/hidream-e1-full': { ...instruction, seed: true, fixed: png },
	'wavespeed-ai/flux-redux-pro': { ...sized, prompt: 'optional', images: picture },
	'alibaba/wan-2.5/image-edit': { ...sized, images: pictures },
	'bytedance/seedream-v4/edit': { ...seedream, images: pictures },
	'bytedance/seedream-v4.5/edit': { ...seedream, images: pictures },
	'bytedance/seededit-v3': { ...instruction, seed: true },
	'bytedance/portrait': { ...instruction, seed: true },
	'google/nano-banana/edit': { ...byRatio, images: pictures, fixed: png },
	'google/nano-banana-pro/edit': { ...byResolution, images: pictures },
	'google/nano-banana-2/edit': { ...byResolution, images: pictures },
	'google/nano-banana-2.1/edit': { ...byResolution, images: pictures },
	'wavespeed-ai/image-upscaler': { ...tool, fixed: { target_resolution: '4k', ...png } },
	'wavespeed-ai/real-esrgan': { ...tool, fixed: { scale: 2 } },
	'wavespeed-ai/image-background-remover': tool,
	'wavespeed-ai/image-zoom-out': { ...tool, size: 'size', fixed: png },
	'wavespeed-ai/ghibli': { ...tool, fixed: png },
	'wavespeed-ai/image-face-swap': { ...tool, reference: 'face_image', fixed: png },
	'wavespeed-ai/image-face-swap-pro': { ...tool, reference: 'face_image', fixed: png },
	'alibaba/qwen-image/translate': {
		...tool,
		language: { field: 'target_lang', known: ['en', 'zh', 'ja', 'ko', 'fr', 'de', 'es', 'ru', 'ar'] },
	},
	'wavespeed-ai/hunyuan3d/v2.1': tool,
	'wavespeed-ai/hunyuan3d/v2-base': tool,
	'wavespeed-ai/hunyuan3d/v2-mini': tool,
	'wavespeed-ai/wan-2.2/i2v-720p': clip,
	'alibaba/wan-2.5/image-to-video': { ...clip, fixed: { duration: 5, resolution: '720p' } },
	'bytedance/seedance-v1-pro-i2v-720p': { ...clip, prompt: 'optional', negativePrompt: undefined },
	'kwaivgi/kling-v2.5-turbo-pro/image-to-video': { ...clip, seed: undefined },
	'google/veo3-fast/image-to-video': {
		...clip,
		fixed: { duration: 8, resolution: '720p', generate_audio: false },
	},
};

/** For a path that is not in the table: what most models that start from words take. */
const UNKNOWN: InputForm = { ...sized, images: pictures };

export function formOf(model: string): InputForm {
	return FORMS[model] ?? UNKNOWN;
}
