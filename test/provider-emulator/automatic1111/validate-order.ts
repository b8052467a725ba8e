import { z } from 'zod';

const image = z.string().min(1);

/**
 * Parameters of StableDiffusionProcessing (modules/processing.py) with what modules/api/models.py adds, and
 * `distilled_cfg_scale` of Forge. The real one passes over other names without a word; here they are refused, so that a
 * misspelt one shows.
 */
const processing = {
	prompt: z.string().optional(),
	negative_prompt: z.string().optional(),
	styles: z.array(z.string()).optional(),
	seed: z.int().optional(),
	subseed: z.int().optional(),
	subseed_strength: z.number().optional(),
	sampler_name: z.string().optional(),
	sampler_index: z.string().optional(),
	scheduler: z.string().optional(),
	batch_size: z.int().optional(),
	n_iter: z.int().optional(),
	steps: z.int().optional(),
	cfg_scale: z.number().optional(),
	distilled_cfg_scale: z.number().optional(),
	width: z.int().optional(),
	height: z.int().optional(),
	restore_faces: z.boolean().optional(),
	tiling: z.boolean().optional(),
	denoising_strength: z.number().optional(),
	override_settings: z.record(z.string(), z.unknown()).optional(),
	override_settings_restore_afterwards: z.boolean().optional(),
	refiner_checkpoint: z.string().optional(),
	refiner_switch_at: z.number().optional(),
	send_images: z.boolean().optional(),
	save_images: z.boolean().optional(),
	alwayson_scripts: z.record(z.string(), z.unknown()).optional(),
	force_task_id: z.string().optional(),
	infotext: z.string().optional(),
};

export const textToImageSchema = z.strictObject({
	...processing,
	enable_hr: z.boolean().optional(),
	hr_scale: z.number().optional(),
	hr_upscaler: z.string().optional(),
	hr_second_pass_steps: z.int().optional(),
	hr_resize_x: z.int().optional(),
	hr_resize_y: z.int().optional(),
});

export const imageToImageSchema = z.strictObject({
	...processing,
	init_images: z.array(image).min(1),
	resize_mode: z.int().min(0).max(3).optional(),
	mask: image.optional(),
	mask_blur: z.int().optional(),
	inpainting_fill: z.int().min(0).max(3).optional(),
	inpaint_full_res: z.boolean().optional(),
	inpaint_full_res_padding: z.int().optional(),
	inpainting_mask_invert: z.int().min(0).max(1).optional(),
	include_init_images: z.boolean().optional(),
});

/** ExtrasSingleImageRequest. */
export const upscaleSchema = z.strictObject({
	image,
	resize_mode: z.int().min(0).max(1).optional(),
	show_extras_results: z.boolean().optional(),
	gfpgan_visibility: z.number().min(0).max(1).optional(),
	codeformer_visibility: z.number().min(0).max(1).optional(),
	codeformer_weight: z.number().min(0).max(1).optional(),
	upscaling_resize: z.number().gt(0).optional(),
	upscaling_resize_w: z.int().min(1).optional(),
	upscaling_resize_h: z.int().min(1).optional(),
	upscaling_crop: z.boolean().optional(),
	upscaler_1: z.string().optional(),
	upscaler_2: z.string().optional(),
	extras_upscaler_2_visibility: z.number().min(0).max(1).optional(),
	upscale_first: z.boolean().optional(),
});

/** FastAPI's answer to a body that does not fit. */
export function validationError(issues: readonly z.core.$ZodIssue[]): { detail: unknown[] } {
	return {
		detail: issues.map(({ path, message, code }) => ({
			type: code,
			loc: ['body', ...path],
			msg: message,
		})),
	};
}

/** Of `sd_samplers.all_samplers`, by their names. */
const SAMPLERS = [
	'Euler',
	'Euler a',
	'DPM++ 2M',
	'DPM++ SDE',
	'DPM++ 2M SDE',
	'DPM++ 3M SDE',
	'DDIM',
	'UniPC',
];
export const isSampler = (name: string): boolean => SAMPLERS.includes(name.replace(/ Karras$/, ''));
const UPSCALERS = ['None', 'Lanczos', 'Nearest', 'ESRGAN_4x', 'R-ESRGAN 4x+', 'R-ESRGAN 4x+ Anime6B'];
export const isUpscaler = (name: string): boolean => UPSCALERS.includes(name);
