import type { ModelFacts } from '../model-facts.ts';
import { FLUX_SIZES, SDXL_SIZES } from './checkpoint-sizes.ts';

/*
 * Checkpoints have the names that their owner gave them: COMFYUI_CHECKPOINT says which one the built-in workflows load.
 * What a workflow of one's own makes, nobody here can know; its sizes are those that every sampler takes.
 */

const SOURCE = 'Comfy-Org/ComfyUI 0.38.1, nodes.py';

const checkpoint: Omit<ModelFacts, 'name' | 'title' | 'sizes' | 'typicalSeconds' | 'source'> = {
	provider: 'comfyui',
	isDefault: false,
	isLocal: false,
	operations: ['generate', 'edit', 'edit_with_mask', 'variations'],
	tier: 'standard',
	licence: 'as the checkpoint',
	// Checkpoints of one family differ in it.
	commercialUse: null,
	inputs: 'stays_here',
	checked: '2026-11-21',
	qualities: ['low', 'medium', 'high', 'auto'],
	promptLimit: 4000,
	largestReferenceCount: 0,
	largestPartialImageCount: 3,
	takesNegativePrompt: true,
	takesSeed: true,
	price: { kind: 'free' },
	// A slow card, and what waits before it in the queue.
	timeoutSeconds: 1800,
	retirement: null,
};

export const COMFYUI_MODELS: readonly ModelFacts[] = [
	{
		...checkpoint,
		name: 'sdxl',
		title: 'SDXL checkpoint',
		isDefault: true,
		sizes: SDXL_SIZES,
		typicalSeconds: { low: 8, medium: 14, high: 22, auto: 14 },
		source: `${SOURCE}; arXiv 2307.01952, appendix I`,
	},
	{
		...checkpoint,
		name: 'flux',
		title: 'FLUX checkpoint',
		tier: 'premium',
		sizes: FLUX_SIZES,
		// Distilled for one pass a step; a negative prompt would need two.
		takesNegativePrompt: false,
		typicalSeconds: { low: 25, medium: 50, high: 75, auto: 50 },
		source: `${SOURCE}; github.com/black-forest-labs/flux`,
	},
	{
		...checkpoint,
		name: 'workflow',
		title: 'A workflow of your own',
		operations: [
			'generate',
			'generate_with_references',
			'edit',
			'edit_with_mask',
			'outpaint',
			'style_transfer',
			'upscale',
			'remove_background',
			'variations',
			'character_reference',
			'face_swap',
		],
		largestReferenceCount: 4,
		sizes: {
			kind: 'free',
			multiple: 8,
			largestRatio: 3,
			smallestPixels: 262_144,
			largestPixels: 16_777_216,
			largestSide: 8192,
		},
		typicalSeconds: { low: 15, medium: 30, high: 60, auto: 30 },
		source: SOURCE,
	},
];
