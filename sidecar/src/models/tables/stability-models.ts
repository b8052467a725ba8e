import type { FixedSize, ModelFacts, Operation, PriceRule } from '../model-facts.ts';

/*
 * Sources, read in November 2026:
 * [api]    platform.stability.ai/docs/api-reference, v2beta, as kept in api-evangelist/stability-ai, openapi/: ratios, the
 *          length of prompts, seeds. Field names also from stability-ai 0.7.0.
 * [prices] stability.ai/api-pricing-update-25 (in force since August 2025): edits 5, fast 2, conservative 40 credits of a
 *          US cent. Generation: ultra 8, core 3, sd3.5 large 6.5, turbo 4, medium 3.5 (developer.puter.com, June 2026).
 *          Style transfer 8 (third parties). Not published where it could be read: outpaint, sd3.5 flash.
 * [sizes]  Ultra and the sd3 family make one megapixel, in the sizes that Stable Diffusion was trained in. Core makes about
 *          one and a half in the same ratios, in pixels that nobody publishes.
 * [dates]  Stable Diffusion 3.0 became 3.5 on 17 April 2025.
 * [times]  Nobody publishes them, but "about a second" of the fast enlargement. Starting guesses.
 */

const SOURCE = 'platform.stability.ai/docs/api-reference (v2beta); stability.ai/api-pricing-update-25';
const CHECKED = '2026-11-21';

const sizes: readonly FixedSize[] = [
	{ ratio: '1:1', width: 1024, height: 1024 },
	{ ratio: '16:9', width: 1344, height: 768 },
	{ ratio: '9:16', width: 768, height: 1344 },
	{ ratio: '3:2', width: 1216, height: 832 },
	{ ratio: '2:3', width: 832, height: 1216 },
	{ ratio: '5:4', width: 1088, height: 896 },
	{ ratio: '4:5', width: 896, height: 1088 },
	{ ratio: '21:9', width: 1536, height: 640 },
	{ ratio: '9:21', width: 640, height: 1536 },
];

const credits = (count: number): PriceRule => ({ kind: 'per_image', each: count * 10_000 });

const generation: Omit<ModelFacts, 'name' | 'title' | 'price'> = {
	provider: 'stability',
	isDefault: false,
	isLocal: false,
	operations: ['generate'],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: true,
	inputs: 'unknown',
	source: SOURCE,
	checked: CHECKED,
	sizes: { kind: 'fixed', sizes },
	qualities: ['auto'],
	promptLimit: 10_000,
	largestReferenceCount: 0,
	largestPartialImageCount: 0,
	takesNegativePrompt: true,
	takesSeed: true,
	typicalSeconds: { auto: 8 },
	timeoutSeconds: 180,
	retirement: null,
};

/** What starts from an image: 64 pixels a side, 9,437,184 in all. */
const tool = (
	name: string,
	title: string,
	operation: Operation,
	price: PriceRule,
	changes: Partial<ModelFacts> = {},
): ModelFacts => ({
	...generation,
	name,
	title,
	operations: [operation],
	price,
	sizes: {
		kind: 'free',
		multiple: 1,
		largestRatio: 2.5,
		smallestPixels: 4096,
		largestPixels: 9_437_184,
		largestSide: 4096,
	},
	...changes,
});

const withoutWords = { takesNegativePrompt: false, takesSeed: false };

const retired = (name: string, title: string, successor: string): ModelFacts => ({
	...generation,
	name,
	title,
	price: { kind: 'unknown' },
	retirement: { date: '2025-04-17', successor },
});

export const STABILITY_MODELS: readonly ModelFacts[] = [
	{
		...generation,
		name: 'generate/core',
		title: 'Stable Image Core',
		isDefault: true,
		price: credits(3),
		typicalSeconds: { auto: 5 },
	},
	{
		...generation,
		name: 'generate/ultra',
		title: 'Stable Image Ultra',
		operations: ['generate', 'variations'],
		tier: 'premium',
		price: credits(8),
		typicalSeconds: { auto: 12 },
	},
	{
		...generation,
		name: 'sd3.5-large',
		title: 'Stable Diffusion 3.5 Large',
		operations: ['generate', 'variations'],
		price: credits(6.5),
	},
	{
		...generation,
		name: 'sd3.5-large-turbo',
		title: 'Stable Diffusion 3.5 Large Turbo',
		operations: ['generate', 'variations'],
		tier: 'draft',
		takesNegativePrompt: false,
		price: credits(4),
		typicalSeconds: { auto: 3 },
	},
	{
		...generation,
		name: 'sd3.5-medium',
		title: 'Stable Diffusion 3.5 Medium',
		operations: ['generate', 'variations'],
		tier: 'draft',
		price: credits(3.5),
	},
	{
		...generation,
		name: 'sd3.5-flash',
		title: 'Stable Diffusion 3.5 Flash',
		operations: ['generate', 'variations'],
		tier: 'draft',
		price: { kind: 'unknown' },
		typicalSeconds: { auto: 2 },
	},
	tool('edit/inpaint', 'Stability Inpaint', 'edit_with_mask', credits(5)),
	tool('edit/erase', 'Stability Erase, which takes away what is masked', 'edit_with_mask', credits(5), {
		takesNegativePrompt: false,
	}),
	tool('edit/search-and-replace', 'Stability Search and Replace (this → that)', 'edit', credits(5)),
	tool(
		'edit/outpaint',
		'Stability Outpaint',
		'outpaint',
		{ kind: 'unknown' },
		{
			takesNegativePrompt: false,
		},
	),
	tool(
		'edit/remove-background',
		'Stability Remove Background',
		'remove_background',
		credits(5),
		withoutWords,
	),
	tool('control/style-transfer', 'Stability Style Transfer', 'style_transfer', credits(8), {
		largestReferenceCount: 1,
	}),
	tool('upscale/fast', 'Stability Fast Upscaler, four times', 'upscale', credits(2), {
		...withoutWords,
		tier: 'draft',
		typicalSeconds: { auto: 2 },
	}),
	tool(
		'upscale/conservative',
		'Stability Conservative Upscaler, to four megapixels',
		'upscale',
		credits(40),
		{
			tier: 'premium',
			typicalSeconds: { auto: 20 },
		},
	),
	retired('sd3-large', 'Stable Diffusion 3.0 Large', 'sd3.5-large'),
	retired('sd3-large-turbo', 'Stable Diffusion 3.0 Large Turbo', 'sd3.5-large-turbo'),
	retired('sd3-medium', 'Stable Diffusion 3.0 Medium', 'sd3.5-medium'),
];
