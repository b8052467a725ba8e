import type { ModelFacts, SizeRule } from '../model-facts.ts';
import { FLUX_SIZES, SDXL_SIZES } from './checkpoint-sizes.ts';

/*
 * Checkpoints have the names that their owner gave them, so an entry is a family of them: what sizes it was trained on and
 * how many steps it takes. Which checkpoint is loaded is the web UI's own setting, or AUTOMATIC1111_CHECKPOINT.
 *
 * [sd15]  huggingface.co/stable-diffusion-v1-5, model card: trained at 512 × 512.
 * [api]   AUTOMATIC1111/stable-diffusion-webui 1.10, modules/api/models.py.
 * [times] Nobody publishes them; starting guesses for a card of 12 GB, own measurements replace them.
 */

const CHECKED = '2026-11-21';
const API = 'AUTOMATIC1111/stable-diffusion-webui 1.10, modules/api/models.py';

/** Node's own fetch gives up after 300 seconds without a header; the answer comes only when the image is done. */
const LONGEST_TIMEOUT_SECONDS = 290;

const sd15Sizes: SizeRule = {
	kind: 'free',
	multiple: 64,
	largestRatio: 2,
	smallestPixels: 262_144,
	largestPixels: 589_824,
	largestSide: 1024,
};

/** An upscaler makes whatever it is asked for; beyond this the web UI needs more memory than most cards have. */
const upscaledSizes: SizeRule = {
	kind: 'free',
	multiple: 1,
	largestRatio: 8,
	smallestPixels: 4096,
	largestPixels: 33_554_432,
	largestSide: 8192,
};

const checkpoint: Omit<ModelFacts, 'name' | 'title' | 'sizes' | 'typicalSeconds' | 'source'> = {
	provider: 'automatic1111',
	isDefault: false,
	isLocal: false,
	operations: ['generate', 'edit', 'edit_with_mask', 'variations'],
	tier: 'standard',
	licence: 'as the checkpoint',
	// Checkpoints of one family differ in it.
	commercialUse: null,
	inputs: 'stays_here',
	checked: CHECKED,
	qualities: ['low', 'medium', 'high', 'auto'],
	promptLimit: 4000,
	largestReferenceCount: 0,
	largestPartialImageCount: 3,
	takesNegativePrompt: true,
	takesSeed: true,
	price: { kind: 'free' },
	timeoutSeconds: LONGEST_TIMEOUT_SECONDS,
	retirement: null,
};

export const AUTOMATIC1111_MODELS: readonly ModelFacts[] = [
	{
		...checkpoint,
		name: 'sdxl',
		title: 'SDXL checkpoint',
		isDefault: true,
		sizes: SDXL_SIZES,
		typicalSeconds: { low: 8, medium: 14, high: 22, auto: 14 },
		source: `${API}; arXiv 2307.01952, appendix I`,
	},
	{
		...checkpoint,
		name: 'flux',
		title: 'FLUX checkpoint (Forge)',
		tier: 'premium',
		sizes: FLUX_SIZES,
		// Distilled for one pass a step; a negative prompt would need two.
		takesNegativePrompt: false,
		typicalSeconds: { low: 25, medium: 50, high: 75, auto: 50 },
		source: `${API}; github.com/black-forest-labs/flux`,
	},
	{
		...checkpoint,
		name: 'sd15',
		title: 'Stable Diffusion 1.5 checkpoint',
		tier: 'draft',
		sizes: sd15Sizes,
		typicalSeconds: { low: 3, medium: 5, high: 8, auto: 5 },
		source: `${API}; huggingface.co/stable-diffusion-v1-5`,
	},
	{
		...checkpoint,
		name: 'upscaler',
		title: 'R-ESRGAN 4x+ upscaler',
		operations: ['upscale'],
		licence: 'BSD-3-Clause',
		commercialUse: true,
		sizes: upscaledSizes,
		takesNegativePrompt: false,
		takesSeed: false,
		largestPartialImageCount: 0,
		typicalSeconds: { low: 10, medium: 10, high: 10, auto: 10 },
		source: `${API}; github.com/xinntao/Real-ESRGAN`,
	},
];
