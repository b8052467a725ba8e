/** What an input takes: a value, one of a list, or a link to an output of this kind. */
type Input = 'INT' | 'FLOAT' | 'STRING' | 'BOOLEAN' | readonly string[] | { link: string };

interface Node {
	inputs: Readonly<Record<string, Input>>;
	outputs: readonly string[];
	/** Something to be kept is made here. */
	isOutput?: true;
}

const link = (kind: string): Input => ({ link: kind });

const SAMPLERS = [
	'euler',
	'euler_ancestral',
	'heun',
	'dpmpp_2m',
	'dpmpp_2m_sde',
	'dpmpp_sde',
	'ddim',
	'uni_pc',
];
const SCHEDULERS = ['simple', 'sgm_uniform', 'karras', 'exponential', 'ddim_uniform', 'beta', 'normal'];
const UPSCALE_METHODS = ['nearest-exact', 'bilinear', 'area', 'bicubic', 'lanczos'];
const CROPS = ['disabled', 'center'];
const CHANNELS = ['alpha', 'red', 'green', 'blue'];
const CHECKPOINTS = ['sd_xl_base_1.0.safetensors', 'flux1-dev-fp8.safetensors'];

/** Of nodes.py, comfy_extras/nodes_mask.py, nodes_flux.py and nodes_sd3.py, as `INPUT_TYPES` and schemas there say. */
export const NODES: Readonly<Record<string, Node>> = {
	CheckpointLoaderSimple: { inputs: { ckpt_name: CHECKPOINTS }, outputs: ['MODEL', 'CLIP', 'VAE'] },
	CLIPTextEncode: { inputs: { text: 'STRING', clip: link('CLIP') }, outputs: ['CONDITIONING'] },
	FluxGuidance: {
		inputs: { conditioning: link('CONDITIONING'), guidance: 'FLOAT' },
		outputs: ['CONDITIONING'],
	},
	EmptyLatentImage: { inputs: { width: 'INT', height: 'INT', batch_size: 'INT' }, outputs: ['LATENT'] },
	EmptySD3LatentImage: { inputs: { width: 'INT', height: 'INT', batch_size: 'INT' }, outputs: ['LATENT'] },
	KSampler: {
		inputs: {
			model: link('MODEL'),
			seed: 'INT',
			steps: 'INT',
			cfg: 'FLOAT',
			sampler_name: SAMPLERS,
			scheduler: SCHEDULERS,
			positive: link('CONDITIONING'),
			negative: link('CONDITIONING'),
			latent_image: link('LATENT'),
			denoise: 'FLOAT',
		},
		outputs: ['LATENT'],
	},
	VAEDecode: { inputs: { samples: link('LATENT'), vae: link('VAE') }, outputs: ['IMAGE'] },
	VAEEncode: { inputs: { pixels: link('IMAGE'), vae: link('VAE') }, outputs: ['LATENT'] },
	SetLatentNoiseMask: { inputs: { samples: link('LATENT'), mask: link('MASK') }, outputs: ['LATENT'] },
	LoadImage: { inputs: { image: 'STRING' }, outputs: ['IMAGE', 'MASK'] },
	LoadImageMask: { inputs: { image: 'STRING', channel: CHANNELS }, outputs: ['MASK'] },
	MaskToImage: { inputs: { mask: link('MASK') }, outputs: ['IMAGE'] },
	ImageToMask: { inputs: { image: link('IMAGE'), channel: CHANNELS }, outputs: ['MASK'] },
	ImageScale: {
		inputs: {
			image: link('IMAGE'),
			upscale_method: UPSCALE_METHODS,
			width: 'INT',
			height: 'INT',
			crop: CROPS,
		},
		outputs: ['IMAGE'],
	},
	ImageCompositeMasked: {
		inputs: {
			destination: link('IMAGE'),
			source: link('IMAGE'),
			x: 'INT',
			y: 'INT',
			resize_source: 'BOOLEAN',
			mask: link('MASK'),
		},
		outputs: ['IMAGE'],
	},
	SaveImage: { inputs: { images: link('IMAGE'), filename_prefix: 'STRING' }, outputs: [], isOutput: true },
	PreviewImage: { inputs: { images: link('IMAGE') }, outputs: [], isOutput: true },
};
