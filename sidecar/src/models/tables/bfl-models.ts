import type { FixedSize, ModelFacts, PriceRule, SizeRule } from '../model-facts.ts';

/*
 * Sources, read in November 2026:
 * [api]    OpenAPI document of api.bfl.ai, as kept in tryAGI/BlackForestLabs at 05385cf: endpoints, numbers of input
 *          images, limits of FLUX 1.1.
 * [limits] black-forest-labs/skills, skills/bfl-api: multiples of 16, 64 × 64 to 4 megapixels; the longest side of 2048 is
 *          that of docs.comfy.org's built-in nodes. 32,000 tokens of prompt.
 * [prices] docs.bfl.ai/quick_start/pricing and black-forest-labs/skills: US cents for the first megapixel, for each
 *          further one and for each of input; begun ones count (an order of 1.98 megapixels with [pro] cost 4.5 credits).
 *          The tools have no published price.
 * [ratios] Kontext makes about one megapixel: black-forest-labs/flux, src/flux/util.py, PREFERED_KONTEXT_RESOLUTIONS.
 * [times]  Nobody publishes them. Starting guesses from "sub-second" ([klein]) and "under ten seconds" ([pro]).
 */

const SOURCE = 'api.bfl.ai/openapi.json (tryAGI/BlackForestLabs at 05385cf); docs.bfl.ai/quick_start/pricing';
const CHECKED = '2026-11-21';
const CENT = 10_000;

const flux2Sizes: SizeRule = {
	kind: 'free',
	multiple: 16,
	largestRatio: 3,
	smallestPixels: 65_536,
	largestPixels: 4_194_304,
	largestSide: 2048,
};

const kontextSizes: readonly FixedSize[] = [
	{ ratio: '1:1', width: 1024, height: 1024 },
	{ ratio: '5:4', width: 1184, height: 880 },
	{ ratio: '4:5', width: 880, height: 1184 },
	{ ratio: '3:2', width: 1248, height: 832 },
	{ ratio: '2:3', width: 832, height: 1248 },
	{ ratio: '16:9', width: 1392, height: 752 },
	{ ratio: '9:16', width: 752, height: 1392 },
	{ ratio: '21:9', width: 1568, height: 672 },
	{ ratio: '9:21', width: 672, height: 1568 },
];

const byMegapixel = (first: number, each: number): PriceRule => ({
	kind: 'per_megapixel',
	first: first * CENT,
	each: each * CENT,
	roundUp: true,
	perReference: each * CENT,
});

const flux2: Omit<ModelFacts, 'name' | 'title' | 'price'> = {
	provider: 'bfl',
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
	inputs: 'unknown',
	source: SOURCE,
	checked: CHECKED,
	sizes: flux2Sizes,
	qualities: ['auto'],
	promptLimit: 32_000,
	largestReferenceCount: 8,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	typicalSeconds: { auto: 8 },
	timeoutSeconds: 240,
	retirement: null,
};

const klein: typeof flux2 = {
	...flux2,
	tier: 'draft',
	largestReferenceCount: 4,
	typicalSeconds: { auto: 2 },
	timeoutSeconds: 120,
};

/** Kept by Black Forest Labs for those who have it; FLUX.2 is what they recommend for edits. */
const kontext: typeof flux2 = {
	...flux2,
	sizes: { kind: 'fixed', sizes: kontextSizes },
	largestReferenceCount: 4,
	typicalSeconds: { auto: 10 },
};

const tool: typeof flux2 = { ...flux2, largestReferenceCount: 0, typicalSeconds: { auto: 10 } };

export const BFL_MODELS: readonly ModelFacts[] = [
	{ ...flux2, name: 'flux-2-pro', title: 'FLUX.2 [pro]', isDefault: true, price: byMegapixel(3, 1.5) },
	{ ...flux2, name: 'flux-2-pro-preview', title: 'FLUX.2 [pro] preview', price: byMegapixel(3, 1.5) },
	{
		...flux2,
		name: 'flux-2-max',
		title: 'FLUX.2 [max]',
		tier: 'premium',
		price: byMegapixel(7, 3),
		typicalSeconds: { auto: 18 },
	},
	{
		...flux2,
		name: 'flux-2-flex',
		title: 'FLUX.2 [flex], for lettering',
		price: byMegapixel(5, 5),
		typicalSeconds: { auto: 20 },
	},
	{ ...klein, name: 'flux-2-klein-9b', title: 'FLUX.2 [klein] 9B', price: byMegapixel(1.5, 0.2) },
	{ ...klein, name: 'flux-2-klein-4b', title: 'FLUX.2 [klein] 4B', price: byMegapixel(1.4, 0.1) },
	{
		...kontext,
		name: 'flux-kontext-pro',
		title: 'FLUX.1 Kontext [pro]',
		price: { kind: 'per_image', each: 4 * CENT },
	},
	{
		...kontext,
		name: 'flux-kontext-max',
		title: 'FLUX.1 Kontext [max]',
		tier: 'premium',
		price: { kind: 'per_image', each: 8 * CENT },
	},
	{
		...flux2,
		name: 'flux-pro-1.1',
		title: 'FLUX1.1 [pro]',
		operations: ['generate'],
		largestReferenceCount: 0,
		sizes: {
			kind: 'free',
			multiple: 32,
			largestRatio: 3,
			// At three to one the shorter side is 256, the least it takes.
			smallestPixels: 256 * 768,
			largestPixels: 1440 * 1440,
			largestSide: 1440,
		},
		price: { kind: 'per_image', each: 4 * CENT },
	},
	{
		...tool,
		name: 'flux-pro-1.0-fill',
		title: 'FLUX.1 Fill [pro]',
		operations: ['edit_with_mask'],
		price: { kind: 'per_image', each: 5 * CENT },
	},
	{
		...tool,
		name: 'flux-tools/erase-v1',
		title: 'FLUX Erase, which takes away what is masked',
		operations: ['edit_with_mask'],
		price: { kind: 'unknown' },
	},
	{
		...tool,
		name: 'flux-tools/outpainting-v1',
		title: 'FLUX Outpainting',
		operations: ['outpaint'],
		takesSeed: false,
		price: { kind: 'unknown' },
	},
];
