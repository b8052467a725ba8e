import type { Workflow } from './workflow.ts';

/*
 * For checkpoints that hold model, text encoder and VAE in one file. Nodes and their inputs are those of ComfyUI's own
 * nodes.py, comfy_extras/nodes_mask.py and nodes_flux.py at 0.38.
 */

const node = (class_type: string, inputs: Record<string, unknown>) => ({ class_type, inputs });

/** From words to words' encoding, and from what was sampled to a file. */
const common: Workflow = {
	checkpoint: node('CheckpointLoaderSimple', { ckpt_name: '{{checkpoint}}' }),
	positive: node('CLIPTextEncode', { text: '{{prompt}}', clip: ['checkpoint', 1] }),
	negative: node('CLIPTextEncode', { text: '{{negative_prompt}}', clip: ['checkpoint', 1] }),
	decode: node('VAEDecode', { samples: ['sample', 0], vae: ['checkpoint', 2] }),
	save: node('SaveImage', { filename_prefix: 'limner', images: ['decode', 0] }),
};

const sampler = node('KSampler', {
	model: ['checkpoint', 0],
	positive: ['positive', 0],
	negative: ['negative', 0],
	latent_image: ['latent', 0],
	seed: '{{seed}}',
	steps: '{{steps}}',
	cfg: '{{guidance_scale}}',
	sampler_name: '{{sampler}}',
	scheduler: '{{scheduler}}',
	denoise: 1,
});
const samplerOfEdit = { ...sampler, inputs: { ...sampler.inputs, denoise: '{{strength}}' } };

/** To the size that was asked for, cut in the middle where the ratio is another one. */
const toSize = (image: string) =>
	node('ImageScale', {
		image: [image, 0],
		upscale_method: 'lanczos',
		width: '{{width}}',
		height: '{{height}}',
		crop: 'center',
	});

const generate: Workflow = {
	...common,
	latent: node('EmptyLatentImage', { width: '{{width}}', height: '{{height}}', batch_size: 1 }),
	sample: sampler,
};

const edit: Workflow = {
	...common,
	source: node('LoadImage', { image: '{{source}}' }),
	scaled: toSize('source'),
	latent: node('VAEEncode', { pixels: ['scaled', 0], vae: ['checkpoint', 2] }),
	sample: samplerOfEdit,
};

/** What is not masked is put back from the source, so that it stays as it was to the pixel. */
const editWithMask: Workflow = {
	...edit,
	// ComfyUI turns transparency round by itself: what was transparent is what may be changed.
	mask: node('LoadImageMask', { image: '{{mask}}', channel: 'alpha' }),
	maskImage: node('MaskToImage', { mask: ['mask', 0] }),
	scaledMaskImage: toSize('maskImage'),
	scaledMask: node('ImageToMask', { image: ['scaledMaskImage', 0], channel: 'red' }),
	encoded: node('VAEEncode', { pixels: ['scaled', 0], vae: ['checkpoint', 2] }),
	latent: node('SetLatentNoiseMask', { samples: ['encoded', 0], mask: ['scaledMask', 0] }),
	composite: node('ImageCompositeMasked', {
		destination: ['scaled', 0],
		source: ['decode', 0],
		x: 0,
		y: 0,
		resize_source: false,
		mask: ['scaledMask', 0],
	}),
	save: node('SaveImage', { filename_prefix: 'limner', images: ['composite', 0] }),
};

/** The guidance is built into the model and has a node of its own; the sampler's must be off. */
function asFlux(workflow: Workflow): Workflow {
	const { sample = sampler, latent } = workflow;
	return {
		...workflow,
		guided: node('FluxGuidance', { conditioning: ['positive', 0], guidance: '{{guidance_scale}}' }),
		sample: { ...sample, inputs: { ...sample.inputs, positive: ['guided', 0], cfg: 1 } },
		...(latent?.class_type === 'EmptyLatentImage'
			? { latent: { ...latent, class_type: 'EmptySD3LatentImage' } }
			: {}),
	};
}

const sdxl = { generate, edit, variations: edit, edit_with_mask: editWithMask };

/** By model and operation. */
export const BUILT_IN_WORKFLOWS: Readonly<Record<string, Readonly<Partial<Record<string, Workflow>>>>> = {
	sdxl,
	flux: Object.fromEntries(
		Object.entries(sdxl).map(([operation, workflow]) => [operation, asFlux(workflow)]),
	),
};
