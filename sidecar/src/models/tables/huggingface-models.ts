import type { ModelFacts } from '../model-facts.ts';

/*
 * Models that Hugging Face runs itself ("hf-inference"). Which are warm changes from week to week; the router answers 410
 * for one that went. Any other name of the Hub works where it is warm.
 *
 * [warm]   symfony/ai#2327 (15 July 2026): FLUX.1-schnell is, SDXL answers 410. openclaw/openclaw#72129 (April 2026): the
 *          list of what was tried over this route.
 * [fields] @huggingface/tasks 0.21.54, text-to-image and image-to-image.
 * [prices] huggingface.co/docs/inference-providers/pricing: compute time by the price of the hardware; its example is 10
 *          seconds of FLUX.1-dev at 0.00012 USD a second.
 * [sizes]  Model cards: trained on 0.1 to 2 megapixels, in blocks of 16 pixels.
 */

const hubModel: Omit<ModelFacts, 'name' | 'title'> = {
	provider: 'huggingface',
	isDefault: false,
	isLocal: false,
	operations: ['generate'],
	tier: 'standard',
	licence: 'as the model',
	commercialUse: null,
	inputs: 'not_kept',
	source: '@huggingface/tasks 0.21.54; huggingface.co/docs/inference-providers/pricing',
	checked: '2026-11-21',
	sizes: {
		kind: 'free',
		multiple: 16,
		largestRatio: 3,
		smallestPixels: 262_144,
		largestPixels: 2_097_152,
		largestSide: 2048,
	},
	qualities: ['auto'],
	promptLimit: 8000,
	largestReferenceCount: 0,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	price: { kind: 'per_second', each: 120 },
	typicalSeconds: { auto: 10 },
	timeoutSeconds: 290,
	retirement: null,
};

export const HUGGINGFACE_MODELS: readonly ModelFacts[] = [
	{
		...hubModel,
		name: 'black-forest-labs/FLUX.1-schnell',
		title: 'FLUX.1 schnell',
		isDefault: true,
		tier: 'draft',
		licence: 'Apache-2.0',
		commercialUse: true,
		typicalSeconds: { auto: 4 },
	},
	{
		...hubModel,
		name: 'black-forest-labs/FLUX.1-dev',
		title: 'FLUX.1 dev',
		licence: 'FLUX.1 dev non-commercial',
	},
	{
		...hubModel,
		name: 'black-forest-labs/FLUX.1-Krea-dev',
		title: 'FLUX.1 Krea dev',
		licence: 'FLUX.1 dev non-commercial',
	},
	{
		...hubModel,
		name: 'Qwen/Qwen-Image',
		title: 'Qwen-Image',
		licence: 'Apache-2.0',
		commercialUse: true,
		takesNegativePrompt: true,
		typicalSeconds: { auto: 20 },
	},
	{
		...hubModel,
		name: 'black-forest-labs/FLUX.1-Kontext-dev',
		title: 'FLUX.1 Kontext dev',
		operations: ['edit', 'variations'],
		licence: 'FLUX.1 dev non-commercial',
		typicalSeconds: { auto: 12 },
	},
	{
		...hubModel,
		name: '*',
		title: 'Any model of the Hub',
		standsForAnyName: true,
		operations: ['generate', 'edit', 'variations'],
		price: { kind: 'unknown' },
	},
	{
		...hubModel,
		name: 'stabilityai/stable-diffusion-xl-base-1.0',
		title: 'Stable Diffusion XL',
		licence: 'OpenRAIL++',
		takesNegativePrompt: true,
		retirement: { date: '2026-07-15', successor: 'black-forest-labs/FLUX.1-schnell' },
	},
];
