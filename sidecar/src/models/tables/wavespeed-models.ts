import type { ModelFacts } from '../model-facts.ts';
import { freeSizes, geminiSizes, ratioSizes } from './hosted-sizes.ts';
import { WAVESPEED_EDITING_MODELS } from './wavespeed-editing-models.ts';
import {
	each,
	GEMINI_SIZES,
	hosted,
	IDEOGRAM_SIZES,
	page,
	pageOf2025,
	SEEDREAM_45_SIZES,
	SEEDREAM_SIZES,
} from './wavespeed-facts.ts';

const generator = { ...hosted, operations: ['generate'] } satisfies Partial<ModelFacts>;
const openModel = { ...generator, licence: 'Apache-2.0', commercialUse: true } satisfies Partial<ModelFacts>;
const ideogram = {
	...hosted,
	operations: ['generate', 'edit_with_mask'],
	sizes: IDEOGRAM_SIZES,
	takesSeed: false,
} satisfies Partial<ModelFacts>;
const IDEOGRAM_PAGE = `${pageOf2025('ideogram-ai/ideogram-ai-ideogram-v3-balanced')}: prices of all three speeds`;
const nanoBanana = {
	...generator,
	sizes: GEMINI_SIZES,
	takesSeed: false,
	typicalSeconds: { auto: 18 },
} satisfies Partial<ModelFacts>;
const seedream = { ...generator, takesSeed: false } satisfies Partial<ModelFacts>;

const GENERATORS: readonly ModelFacts[] = [
	{
		...openModel,
		name: 'wavespeed-ai/qwen-image/text-to-image',
		title: 'Qwen Image',
		isDefault: true,
		source: pageOf2025('wavespeed-ai/qwen-image-text-to-image'),
		price: each(20_000),
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-turbo',
		title: 'Ideogram 3 Turbo',
		source: IDEOGRAM_PAGE,
		price: each(30_000),
		typicalSeconds: { auto: 6 },
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-balanced',
		title: 'Ideogram 3 Balanced',
		source: IDEOGRAM_PAGE,
		price: each(60_000),
		typicalSeconds: { auto: 12 },
	},
	{
		...ideogram,
		name: 'ideogram-ai/ideogram-v3-quality',
		title: 'Ideogram 3 Quality',
		tier: 'premium',
		source: IDEOGRAM_PAGE,
		price: each(90_000),
		typicalSeconds: { auto: 20 },
	},
	{
		...openModel,
		name: 'wavespeed-ai/z-image/turbo',
		title: 'Z-Image Turbo',
		tier: 'draft',
		source: 'wavespeed 0.3.2, README.md; wavespeed.ai/docs/wavespeed-cli',
		typicalSeconds: { auto: 3 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-dev/text-to-image',
		title: 'FLUX.2 [dev]',
		licence: 'FLUX.2 [dev] Non-Commercial',
		source: page('wavespeed-ai/flux-2-dev-text-to-image'),
		price: each(12_000),
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-turbo/text-to-image',
		title: 'FLUX.2 Turbo',
		tier: 'draft',
		source: page('wavespeed-ai/flux-2-turbo-text-to-image'),
		typicalSeconds: { auto: 4 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-flash/text-to-image',
		title: 'FLUX.2 Flash',
		tier: 'draft',
		source: page('wavespeed-ai/flux-2-flash-text-to-image'),
		typicalSeconds: { auto: 3 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-flex/text-to-image',
		title: 'FLUX.2 [flex]',
		source: page('wavespeed-ai/flux-2-flex-text-to-image'),
		typicalSeconds: { auto: 15 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-pro/text-to-image',
		title: 'FLUX.2 [pro]',
		tier: 'premium',
		source: `${page('wavespeed-ai/flux-2-pro-text-to-image')}, as a public repository quotes it`,
	},
	{
		...openModel,
		name: 'wavespeed-ai/flux-2-klein-4b/text-to-image',
		title: 'FLUX.2 [klein] 4B',
		tier: 'draft',
		source: page('wavespeed-ai/flux-2-klein-4b-text-to-image'),
		typicalSeconds: { auto: 2 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-2-klein-9b/text-to-image',
		title: 'FLUX.2 [klein] 9B',
		tier: 'draft',
		licence: 'FLUX Non-Commercial',
		source: page('wavespeed-ai/flux-2-klein-9b-text-to-image'),
		typicalSeconds: { auto: 3 },
	},
	{
		...generator,
		name: 'wavespeed-ai/hunyuan-image-3',
		title: 'Hunyuan Image 3',
		source: pageOf2025('wavespeed-ai/hunyuan-image-3'),
		price: each(30_000),
		typicalSeconds: { auto: 20 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-dev',
		title: 'FLUX.1 [dev]',
		operations: ['generate', 'edit_with_mask'],
		licence: 'FLUX.1 [dev] Non-Commercial',
		source: pageOf2025('wavespeed-ai/flux-dev'),
	},
	{
		...openModel,
		name: 'wavespeed-ai/flux-schnell',
		title: 'FLUX.1 [schnell]',
		operations: ['generate', 'edit_with_mask'],
		tier: 'draft',
		source: pageOf2025('wavespeed-ai/flux-schnell'),
		typicalSeconds: { auto: 2 },
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-1-srpo',
		title: 'FLUX.1 SRPO (photographs)',
		source: pageOf2025('wavespeed-ai/flux-1-srpo'),
	},
	{
		...openModel,
		name: 'wavespeed-ai/wan-2.2/text-to-image-realism',
		title: 'Wan 2.2 Realism',
		source: pageOf2025('wavespeed-ai/wan-2-2-text-to-image-realism'),
	},
	{
		...generator,
		name: 'wavespeed-ai/neta-lumina',
		title: 'Neta Lumina (anime)',
		source: pageOf2025('wavespeed-ai/neta-lumina'),
	},
	{
		...openModel,
		name: 'wavespeed-ai/chroma',
		title: 'Chroma',
		source: pageOf2025('wavespeed-ai/chroma'),
	},
	{
		...generator,
		name: 'wavespeed-ai/flux-kontext-max/text-to-image',
		title: 'FLUX.1 Kontext [max]',
		sizes: ratioSizes(['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9']),
		source: pageOf2025('wavespeed-ai/flux-kontext-max-text-to-image'),
	},
	{
		...generator,
		name: 'alibaba/wan-2.5/text-to-image',
		title: 'Wan 2.5',
		sizes: freeSizes(8, 589_824, 1440 * 1440, 1440),
		takesNegativePrompt: true,
		source: pageOf2025('alibaba/alibaba-wan-2-5-text-to-image'),
		price: each(30_000),
		typicalSeconds: { auto: 15 },
	},
	{
		...seedream,
		name: 'bytedance/seedream-v4',
		title: 'Seedream 4',
		sizes: SEEDREAM_SIZES,
		source: pageOf2025('bytedance/bytedance-seedream-v4'),
		price: each(27_000),
	},
	{
		...seedream,
		name: 'bytedance/seedream-v4.5',
		title: 'Seedream 4.5',
		sizes: SEEDREAM_45_SIZES,
		source: 'wavespeed.ai/seedream-4-5-api; price: wavespeed.ai/blog, Seedream 4.0 to 5.0 Complete Tutorial',
		price: each(40_000),
	},
	{
		...seedream,
		name: 'bytedance/seedream-v5.0-pro',
		title: 'Seedream 5 Pro',
		tier: 'premium',
		sizes: geminiSizes(['1k', '2k']),
		source: 'wavespeed.ai/fal-ai-alternative, the request in the example',
		typicalSeconds: { auto: 20 },
	},
	{
		...nanoBanana,
		name: 'google/nano-banana/text-to-image',
		title: 'Nano Banana',
		sizes: geminiSizes(['1K']),
		source: pageOf2025('google/google-nano-banana-text-to-image'),
		price: each(38_000),
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-2/text-to-image',
		title: 'Nano Banana 2',
		source: '@wavespeed/cli 0.2.2, skills/SKILL.md; parameters as of 2.1: wavespeed.ai/nano-banana-2-1-api',
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-2/text-to-image-fast',
		title: 'Nano Banana 2 Fast (2K)',
		// Two resolutions only, and none of 1K.
		sizes: {
			kind: 'fixed',
			sizes:
				GEMINI_SIZES.kind === 'fixed'
					? GEMINI_SIZES.sizes.filter(({ resolution }) => resolution === '2k')
					: [],
		},
		source: page('google/google-nano-banana-2-text-to-image-fast'),
		price: each(45_000),
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-2.1/text-to-image',
		title: 'Nano Banana 2.1',
		source: 'wavespeed.ai/nano-banana-2-1-api',
	},
	{
		...nanoBanana,
		name: 'google/nano-banana-pro/text-to-image',
		title: 'Nano Banana Pro',
		tier: 'premium',
		source: `${page('google/google-nano-banana-pro-text-to-image')}, as a public repository quotes it`,
		typicalSeconds: { auto: 30 },
	},
];

/** The models of WaveSpeed that a site would choose; any other path works too, without a price. */
export const WAVESPEED_MODELS: readonly ModelFacts[] = [...GENERATORS, ...WAVESPEED_EDITING_MODELS];
