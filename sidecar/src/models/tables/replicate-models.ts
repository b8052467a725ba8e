import type { ModelFacts, Operation, PriceRule } from '../model-facts.ts';
import { freeSizes, geminiSizes, ratioSizes, SIZES_OF_THE_SOURCE } from './hosted-sizes.ts';

/*
 * Sources, all read in November 2026:
 * [inputs] replicate.com/<owner>/<name>/versions/…/api, "Input schema" of each model.
 * [prices] replicate.com, each model's page, as a public repository noted them on 7 February 2026, and
 *          replicate.com/pricing of 7 October 2026 (api-evangelist/replicate). Official models are billed by output.
 * [limits] replicate.com/docs/topics/predictions/rate-limits: 600 predictions a minute.
 * [times]  Nobody publishes them; starting guesses, own measurements replace them.
 */

const page = (name: string) => `replicate.com/${name}: input schema; price of February 2026`;

/** Inputs and outputs are deleted after an hour: replicate.com/docs/topics/predictions/data-retention. */
const hosted: Omit<ModelFacts, 'name' | 'title' | 'operations' | 'source'> = {
	provider: 'replicate',
	isDefault: false,
	isLocal: false,
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: null,
	inputs: 'not_kept',
	checked: '2026-11-21',
	sizes: ratioSizes(['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3']),
	qualities: ['auto'],
	promptLimit: 10_000,
	largestReferenceCount: 0,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	price: { kind: 'unknown' },
	typicalSeconds: { auto: 10 },
	timeoutSeconds: 290,
	retirement: null,
};

const each = (price: number): PriceRule => ({ kind: 'per_image', each: price });

/** Generates from words, and is told in words what to do with pictures. */
const BOTH: readonly Operation[] = [
	'generate',
	'generate_with_references',
	'edit',
	'outpaint',
	'style_transfer',
	'variations',
	'character_reference',
	'translate_text',
];

const flux2 = {
	...hosted,
	operations: BOTH,
	sizes: freeSizes(32, 262_144, 4_194_304, 2048),
	largestReferenceCount: 8,
} satisfies Partial<ModelFacts>;

const nanoBanana = {
	...hosted,
	operations: BOTH,
	largestReferenceCount: 14,
	takesSeed: false,
	typicalSeconds: { auto: 15 },
} satisfies Partial<ModelFacts>;

const ideogram = {
	...hosted,
	operations: ['generate', 'generate_with_references'],
	largestReferenceCount: 3,
} satisfies Partial<ModelFacts>;

export const REPLICATE_MODELS: readonly ModelFacts[] = [
	{
		...flux2,
		name: 'black-forest-labs/flux-2-pro',
		title: 'FLUX.2 [pro]',
		isDefault: true,
		source: page('black-forest-labs/flux-2-pro'),
		// A run, and each megapixel that comes out or goes in.
		price: { kind: 'per_megapixel', first: 30_000, each: 15_000, roundUp: true, perReference: 15_000 },
	},
	{
		...flux2,
		name: 'black-forest-labs/flux-2-flex',
		title: 'FLUX.2 [flex]',
		largestReferenceCount: 10,
		source: 'replicate.com/black-forest-labs/flux-2-flex: input schema',
		typicalSeconds: { auto: 20 },
	},
	{
		...flux2,
		name: 'black-forest-labs/flux-2-dev',
		title: 'FLUX.2 [dev]',
		tier: 'draft',
		licence: 'FLUX.2 [dev] Non-Commercial',
		sizes: freeSizes(32, 262_144, 1440 * 1440, 1440),
		largestReferenceCount: 4,
		source: page('black-forest-labs/flux-2-dev'),
		price: { kind: 'per_megapixel', each: 14_000, roundUp: true, perReference: 14_000 },
		typicalSeconds: { auto: 5 },
	},
	{
		...hosted,
		name: 'black-forest-labs/flux-1.1-pro',
		title: 'FLUX 1.1 [pro]',
		operations: ['generate'],
		sizes: freeSizes(32, 262_144, 1440 * 1440, 1440),
		source: page('black-forest-labs/flux-1.1-pro'),
		price: each(40_000),
	},
	{
		...hosted,
		name: 'black-forest-labs/flux-dev',
		title: 'FLUX.1 [dev]',
		operations: ['generate'],
		licence: 'FLUX.1 [dev] Non-Commercial',
		sizes: ratioSizes(['1:1', '16:9', '9:16', '3:2', '2:3', '21:9']),
		source: 'replicate.com/black-forest-labs/flux-dev: input schema; replicate.com/pricing of 7 October 2026',
		price: each(25_000),
	},
	{
		...hosted,
		name: 'black-forest-labs/flux-schnell',
		title: 'FLUX.1 [schnell]',
		operations: ['generate'],
		tier: 'draft',
		licence: 'Apache-2.0',
		commercialUse: true,
		sizes: ratioSizes(['1:1', '16:9', '9:16', '3:2', '2:3', '21:9']),
		source: 'replicate.com/black-forest-labs/flux-schnell; replicate.com/pricing of 7 October 2026',
		price: each(3_000),
		typicalSeconds: { auto: 2 },
	},
	{
		...hosted,
		name: 'black-forest-labs/flux-kontext-pro',
		title: 'FLUX.1 Kontext [pro]',
		operations: ['edit', 'variations', 'translate_text'],
		source: page('black-forest-labs/flux-kontext-pro'),
		price: each(40_000),
	},
	{
		...hosted,
		name: 'black-forest-labs/flux-fill-pro',
		title: 'FLUX.1 Fill [pro]',
		operations: ['edit_with_mask'],
		sizes: SIZES_OF_THE_SOURCE,
		source: page('black-forest-labs/flux-fill-pro'),
		price: each(50_000),
	},
	{
		...nanoBanana,
		name: 'google/nano-banana',
		title: 'Nano Banana',
		sizes: geminiSizes(['1K']),
		largestReferenceCount: 10,
		source: page('google/nano-banana'),
		price: each(39_000),
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-2',
		title: 'Nano Banana 2',
		sizes: geminiSizes(['1K']),
		source: 'replicate.com/google/nano-banana-2: input schema',
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-pro',
		title: 'Nano Banana Pro',
		tier: 'premium',
		sizes: geminiSizes(),
		source: page('google/nano-banana-pro'),
		price: {
			kind: 'per_image',
			each: 150_000,
			byResolution: { '1K': 150_000, '2K': 150_000, '4K': 300_000 },
		},
		typicalSeconds: { auto: 30 },
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-turbo',
		title: 'Ideogram 3 Turbo',
		source: page('ideogram-ai/ideogram-v3-turbo'),
		price: each(30_000),
		typicalSeconds: { auto: 6 },
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-balanced',
		title: 'Ideogram 3 Balanced',
		source: page('ideogram-ai/ideogram-v3-balanced'),
		price: each(60_000),
		typicalSeconds: { auto: 12 },
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-quality',
		title: 'Ideogram 3 Quality',
		tier: 'premium',
		source: 'replicate.com/ideogram-ai/ideogram-v3-quality; replicate.com/pricing of 7 October 2026',
		price: each(90_000),
		typicalSeconds: { auto: 20 },
	},
	{
		...hosted,
		name: 'bytedance/seedream-4.5',
		title: 'Seedream 4.5',
		operations: BOTH,
		sizes: freeSizes(8, 3_686_400, 16_777_216, 4096),
		largestReferenceCount: 10,
		takesSeed: false,
		source: page('bytedance/seedream-4.5'),
		price: each(40_000),
	},
	{
		...hosted,
		name: 'qwen/qwen-image',
		title: 'Qwen Image',
		operations: ['generate'],
		licence: 'Apache-2.0',
		commercialUse: true,
		source: page('qwen/qwen-image'),
		price: each(25_000),
	},
	{
		...hosted,
		name: 'qwen/qwen-image-edit-plus',
		title: 'Qwen Image Edit Plus',
		operations: ['edit', 'style_transfer', 'variations', 'character_reference', 'translate_text'],
		licence: 'Apache-2.0',
		commercialUse: true,
		sizes: SIZES_OF_THE_SOURCE,
		largestReferenceCount: 2,
		source: page('qwen/qwen-image-edit-plus'),
		price: each(30_000),
	},
	{
		...hosted,
		name: 'recraft-ai/recraft-creative-upscale',
		title: 'Recraft Creative upscaler',
		operations: ['upscale'],
		tier: 'premium',
		sizes: SIZES_OF_THE_SOURCE,
		takesSeed: false,
		source: 'replicate.com/recraft-ai/recraft-creative-upscale: input schema',
		typicalSeconds: { auto: 30 },
	},
	{
		...hosted,
		// One of the community: it runs by its version, and is billed by the machine's time.
		name: 'lucataco/remove-bg:95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1',
		title: 'Remove background (community)',
		operations: ['remove_background'],
		tier: 'draft',
		sizes: SIZES_OF_THE_SOURCE,
		takesSeed: false,
		source: 'replicate.com/lucataco/remove-bg/api',
		typicalSeconds: { auto: 5 },
	},
];
