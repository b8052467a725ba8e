import type { ModelFacts } from '../model-facts.ts';

/**
 * Whatever a server has that imitates OpenAI's images API: one entry for any name. What is in it is what such servers have
 * in common, not what one model can do.
 *
 * [sizes]  Most draw in latent blocks of 8 or 16 pixels; half a megapixel to four is what their models were trained on.
 * [edits]  leejet/stable-diffusion.cpp 0137f16, examples/server/routes_openai.cpp: `image[]`, and a mask that is white
 *          where OpenAI's is transparent. So a mask is not offered.
 */
export const OPENAI_COMPATIBLE_MODELS: readonly ModelFacts[] = [
	{
		provider: 'openai_compatible',
		name: 'default',
		title: 'The server’s own model',
		isDefault: true,
		standsForAnyName: true,
		isLocal: false,
		operations: ['generate', 'generate_with_references', 'edit'],
		tier: 'standard',
		licence: 'as the model',
		commercialUse: null,
		inputs: 'unknown',
		source: 'leejet/stable-diffusion.cpp 0137f16, examples/server/routes_openai.cpp',
		checked: '2026-11-21',
		sizes: {
			kind: 'free',
			multiple: 16,
			largestRatio: 3,
			smallestPixels: 524_288,
			largestPixels: 4_194_304,
			largestSide: 2560,
		},
		qualities: ['auto'],
		promptLimit: 32_000,
		largestReferenceCount: 4,
		largestPartialImageCount: 0,
		takesNegativePrompt: false,
		takesSeed: false,
		// A machine of one's own, or a gateway to something that costs.
		price: { kind: 'unknown' },
		typicalSeconds: { auto: 30 },
		timeoutSeconds: 290,
		retirement: null,
	},
];
