import type { FixedSize, ModelFacts } from '../model-facts.ts';

/*
 * Sources, all read in November 2026:
 * [fields] @ai-sdk/xai 5.0.12, xai-image-model: aspect_ratio, resolution 1k and 2k, quality; images for an edit as data
 *          addresses, no mask, no seed.
 * [ratios] docs.comfy.org, Comfy Router, model xai/grok-imagine-image-2.0.
 * [prices] Public repositories that quote xAI's price page, August to October 2026: 2.0 at 0.04 (low) and 0.06 (medium) in
 *          1k, 0.06 and 0.08 in 2k, and 0.01 an image that goes in; the first one 0.02. The estimate takes medium, which is
 *          the default; the answer says what it did cost.
 * [sizes]  Nobody publishes pixels; these have about a megapixel in 1k and four in 2k, and what comes is cut to size.
 */

/** Pixels of 1k; 2k has twice the sides. */
const RATIOS: readonly [ratio: string, width: number, height: number][] = [
	['1:1', 1024, 1024],
	['3:4', 864, 1152],
	['4:3', 1152, 864],
	['2:3', 832, 1248],
	['3:2', 1248, 832],
	['9:16', 720, 1280],
	['16:9', 1280, 720],
	['1:2', 704, 1408],
	['2:1', 1408, 704],
];
const sizes = RATIOS.flatMap(([ratio, width, height]): FixedSize[] => [
	{ width, height, ratio, resolution: '1k' },
	{ width: width * 2, height: height * 2, ratio, resolution: '2k' },
]);

const grokImagine: Omit<ModelFacts, 'name' | 'title' | 'price'> = {
	provider: 'xai',
	isDefault: false,
	isLocal: false,
	operations: [
		'generate',
		'generate_with_references',
		'edit',
		'style_transfer',
		'variations',
		'character_reference',
		'translate_text',
	],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: true,
	inputs: 'kept',
	source: '@ai-sdk/xai 5.0.12, xai-image-model',
	checked: '2026-11-21',
	sizes: { kind: 'fixed', sizes },
	qualities: ['low', 'medium', 'auto'],
	promptLimit: 8000,
	largestReferenceCount: 3,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: false,
	typicalSeconds: { low: 8, medium: 12, auto: 12 },
	timeoutSeconds: 290,
	retirement: null,
};

export const XAI_MODELS: readonly ModelFacts[] = [
	{
		...grokImagine,
		name: 'grok-imagine-image-2.0',
		title: 'Grok Imagine 2.0',
		isDefault: true,
		price: { kind: 'per_image', each: 60_000, byResolution: { '1k': 60_000, '2k': 80_000 } },
	},
	{
		...grokImagine,
		name: 'grok-imagine-image',
		title: 'Grok Imagine',
		tier: 'draft',
		qualities: ['auto'],
		typicalSeconds: { auto: 6 },
		price: { kind: 'per_image', each: 20_000 },
	},
];
