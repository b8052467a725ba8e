import type { ModelFacts, SizeRule } from '../model-facts.ts';

/*
 * Sources, all read in November 2026:
 * [names]  docs.together.ai/docs/images-overview: serverless models, and which edit an image.
 * [fields] @ai-sdk/togetherai 3.0.54, togetherai-image-model; docs.together.ai/docs/inference/images/parameters: schnell and
 *          Kontext take a ratio, the others width and height in multiples of 8.
 * [prices] Schnell 0.0027 USD a megapixel: workflowlab.dev, May 2026. Of the others nothing was found.
 * [sizes]  By ratio nobody publishes pixels; these have about a megapixel, and what comes is cut to size.
 */

const byRatio: SizeRule = {
	kind: 'fixed',
	sizes: [
		{ width: 1024, height: 1024, ratio: '1:1' },
		{ width: 1344, height: 768, ratio: '16:9' },
		{ width: 768, height: 1344, ratio: '9:16' },
		{ width: 1152, height: 864, ratio: '4:3' },
		{ width: 864, height: 1152, ratio: '3:4' },
		{ width: 1248, height: 832, ratio: '3:2' },
		{ width: 832, height: 1248, ratio: '2:3' },
		{ width: 1568, height: 672, ratio: '21:9' },
	],
};

const flux: Omit<ModelFacts, 'name' | 'title'> = {
	provider: 'togetherai',
	isDefault: false,
	isLocal: false,
	operations: ['generate', 'edit', 'variations'],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: true,
	inputs: 'unknown',
	source: 'docs.together.ai/docs/images-overview; @ai-sdk/togetherai 3.0.54',
	checked: '2026-11-21',
	sizes: {
		kind: 'free',
		multiple: 16,
		largestRatio: 3,
		smallestPixels: 262_144,
		largestPixels: 4_194_304,
		largestSide: 2048,
	},
	qualities: ['auto'],
	promptLimit: 8000,
	// The SDK takes one image, which is the source.
	largestReferenceCount: 0,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	price: { kind: 'unknown' },
	typicalSeconds: { auto: 10 },
	timeoutSeconds: 290,
	retirement: null,
};

export const TOGETHERAI_MODELS: readonly ModelFacts[] = [
	{
		...flux,
		name: 'black-forest-labs/FLUX.1-schnell',
		title: 'FLUX.1 schnell',
		isDefault: true,
		operations: ['generate'],
		tier: 'draft',
		licence: 'Apache-2.0',
		sizes: byRatio,
		price: { kind: 'per_megapixel', each: 2700, roundUp: false },
		typicalSeconds: { auto: 3 },
	},
	{ ...flux, name: 'black-forest-labs/FLUX.2-pro', title: 'FLUX.2 pro' },
	{ ...flux, name: 'black-forest-labs/FLUX.2-flex', title: 'FLUX.2 flex' },
	{
		...flux,
		name: 'black-forest-labs/FLUX.2-max',
		title: 'FLUX.2 max',
		tier: 'premium',
		operations: ['generate'],
	},
	{
		...flux,
		name: 'black-forest-labs/FLUX.1-kontext-pro',
		title: 'FLUX.1 Kontext pro',
		operations: ['edit', 'variations'],
		sizes: byRatio,
	},
	{
		...flux,
		name: 'black-forest-labs/FLUX.1-kontext-max',
		title: 'FLUX.1 Kontext max',
		tier: 'premium',
		operations: ['edit', 'variations'],
		sizes: byRatio,
	},
];
