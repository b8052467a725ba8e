import sharp from 'sharp';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ImageRequest } from '../image-provider.ts';
import { requireImage } from '../require-image.ts';

/** Where a request goes, and what it carries. */
export interface Automatic1111Order {
	path: string;
	body: Record<string, unknown>;
	/** What the web UI calls the task while it runs. */
	taskId: string;
}

type Family = 'sdxl' | 'flux' | 'sd15';

/** What a family of checkpoints wants where nobody said otherwise. */
const FAMILIES: Readonly<Record<Family, Record<string, string | number>>> = {
	sdxl: { sampler_name: 'DPM++ 2M', cfg_scale: 7 },
	// Forge: the guidance is built into the model and has a scale of its own.
	flux: { sampler_name: 'Euler', scheduler: 'Simple', cfg_scale: 1, distilled_cfg_scale: 3.5 },
	sd15: { sampler_name: 'DPM++ 2M', cfg_scale: 7 },
};
const STEPS: Readonly<Record<ImageRequest['quality'], number>> = { low: 15, medium: 25, high: 40, auto: 25 };
/** How far an operation goes from its source. */
const STRENGTHS: Readonly<Partial<Record<ImageRequest['operation'], number>>> = {
	edit: 0.6,
	edit_with_mask: 0.8,
	variations: 0.5,
};
const UPSCALER = 'R-ESRGAN 4x+';

/** Fails with `image_unreadable` or `provider_rejected_request` before anything is sent. */
export async function automatic1111Order(
	request: ImageRequest,
	checkpoint: string | null,
	callKey: string,
): Promise<Automatic1111Order> {
	const taskId = `task(limner-${callKey.slice(0, 15)})`;
	switch (request.operation) {
		case 'generate':
			return { path: '/sdapi/v1/txt2img', body: settings(request, checkpoint, taskId), taskId };
		case 'upscale':
			return { path: '/sdapi/v1/extra-single-image', body: upscaling(request), taskId };
		default:
			return {
				path: '/sdapi/v1/img2img',
				body: { ...settings(request, checkpoint, taskId), ...(await sources(request)) },
				taskId,
			};
	}
}

/** Own names come last: `extra` adds to an order and never changes what was asked for. */
function settings(request: ImageRequest, checkpoint: string | null, taskId: string): Record<string, unknown> {
	const { diffusion = {} } = request;
	return {
		...(isFamily(request.model) ? FAMILIES[request.model] : {}),
		...diffusion.extra,
		prompt: request.prompt,
		negative_prompt: request.negativePrompt ?? '',
		width: request.width,
		height: request.height,
		seed: request.seed,
		steps: diffusion.steps ?? STEPS[request.quality],
		...(diffusion.guidanceScale === undefined ? {} : { cfg_scale: diffusion.guidanceScale }),
		...(diffusion.sampler === undefined ? {} : { sampler_name: diffusion.sampler }),
		...(diffusion.scheduler === undefined ? {} : { scheduler: diffusion.scheduler }),
		batch_size: 1,
		n_iter: 1,
		send_images: true,
		save_images: false,
		force_task_id: taskId,
		...(checkpoint === null ? {} : { override_settings: { sd_model_checkpoint: checkpoint } }),
	};
}

async function sources(request: ImageRequest): Promise<Record<string, unknown>> {
	const source = requireImage(request.source ?? new Uint8Array(), 'the source');
	return {
		init_images: [base64(source.bytes)],
		denoising_strength: request.diffusion?.strength ?? STRENGTHS[request.operation] ?? 0.6,
		// 1 is "crop and resize": the source keeps its ratio whatever size was asked for.
		resize_mode: 1,
		...(request.mask === null ? {} : { mask: base64(await whiteWhereTransparent(request.mask)), ...MASKED }),
	};
}

/** Start from what is there, over the whole picture, and change what is white. */
const MASKED = { inpainting_fill: 1, inpaint_full_res: false, inpainting_mask_invert: 0, mask_blur: 4 };

/** Ours is transparent where it may be changed; the web UI paints where it is white. */
async function whiteWhereTransparent(mask: Uint8Array): Promise<Uint8Array> {
	requireImage(mask, 'the mask');
	const { hasAlpha } = await sharp(mask).metadata();
	if (!hasAlpha) {
		throw new LimnerError('image_unreadable', {
			cause: 'the mask has no transparency, so that it does not say what may be changed',
		});
	}
	return sharp(mask).extractChannel('alpha').negate().png().toBuffer();
}

function upscaling({ source, width, height }: ImageRequest): Record<string, unknown> {
	const image = requireImage(source ?? new Uint8Array(), 'the source');
	return {
		image: base64(image.bytes),
		// 1 is "to this size"; cut where the ratio is another one.
		resize_mode: 1,
		upscaling_resize_w: width,
		upscaling_resize_h: height,
		upscaling_crop: true,
		upscaler_1: UPSCALER,
	};
}

function isFamily(model: string): model is Family {
	return Object.hasOwn(FAMILIES, model);
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64');
}
