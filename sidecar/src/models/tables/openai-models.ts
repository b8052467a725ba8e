import type { ModelFacts, PriceRule, SizeRule } from '../model-facts.ts';

/*
 * Sources, all read in November 2026:
 * [types]  openai 7.55.0, resources/images.d.ts: names, sizes, qualities, numbers of references and partial images.
 * [limits] 655,360 to 8,294,400 pixels, longest side 3840: docs.comfy.org, built-in node for GPT Image 2.6.
 * [prices] text in 5, image in 8, image out 30 USD per million tokens for 2, 2.5 and 2.6: docs.apiyi.com, launch notes of
 *          9 September and 5 November 2026, which quote OpenAI's price page. 1-mini: developers.openai.com, model page.
 * [tokens] The formula of community.openai.com/t/1382699; it reproduces the published table of 2.5 exactly (1024 × 1024:
 *          196, 439, 1756, 3122, 7024). Table of 1.5 and 1-mini: community.openai.com/t/1371851. Nothing published for 2.6.
 * [dates]  developers.openai.com/api/docs/deprecations.
 * [sheets] developers.openai.com/cookbook, prompting guide for gpt-image-2 (image-gen-models-prompting-guide.ipynb):
 *          "multi-panel compositions" are among what the models are made for; 2.5 came after it. Not 2.6, as nobody can
 *          say what a sheet of it costs, and not those that go in December.
 * [times]  Nobody publishes them. Starting guesses from the launch notes ("up to 50 % lower latency than gpt-image-2",
 *          2.6 "50 % faster", drafts "in as little as six seconds"); own measurements replace them.
 */

const free: SizeRule = {
	kind: 'free',
	multiple: 16,
	largestRatio: 3,
	smallestPixels: 655_360,
	largestPixels: 8_294_400,
	largestSide: 3840,
};

const fixed: SizeRule = {
	kind: 'fixed',
	sizes: [
		{ width: 1024, height: 1024 },
		{ width: 1536, height: 1024 },
		{ width: 1024, height: 1536 },
	],
};

const prices = { textIn: 5, imageIn: 8, imageOut: 30 };

const SOURCE = 'openai 7.55.0, resources/images.d.ts; developers.openai.com/api/docs/deprecations';
const CHECKED = '2026-11-20';

/**
 * Node's own fetch gives up after 300 seconds without a header, and would report that as a broken connection; all
 * limits here stay below that, so that a time that ran out is always told apart.
 */
const LONGEST_TIMEOUT_SECONDS = 290;

const gptImage: Omit<ModelFacts, 'name' | 'title'> = {
	provider: 'openai',
	isDefault: false,
	isLocal: false,
	operations: [
		'generate',
		'generate_with_references',
		'edit',
		'edit_with_mask',
		'outpaint',
		'style_transfer',
		'variations',
		'character_reference',
		'translate_text',
	],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: true,
	inputs: 'kept',
	source: SOURCE,
	checked: CHECKED,
	sizes: free,
	qualities: ['low', 'medium', 'high', 'xhigh', 'max', 'auto'],
	promptLimit: 32_000,
	largestReferenceCount: 16,
	largestPartialImageCount: 3,
	takesNegativePrompt: false,
	takesSeed: false,
	price: {
		kind: 'tokens',
		prices,
		outputTokens: { kind: 'formula', base: { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 } },
	},
	typicalSeconds: { low: 9, medium: 16, high: 35, xhigh: 55, max: 100, auto: 35 },
	timeoutSeconds: LONGEST_TIMEOUT_SECONDS,
	retirement: null,
};

const sunburstSeconds = { low: 15, medium: 30, high: 65, xhigh: 100, max: 180, auto: 65 };

/** The fixed-size models of 2025; they share a token table and their last day. */
const gptImageOfFixedSizes: Omit<ModelFacts, 'name' | 'title' | 'price'> = {
	...gptImage,
	sizes: fixed,
	qualities: ['low', 'medium', 'high', 'auto'],
	typicalSeconds: { low: 12, medium: 25, high: 60, auto: 60 },
	retirement: { date: '2026-12-01', successor: 'gpt-image-2.5-flare' },
};

/** Sizes in tokens of the fixed-size models, at a model's own prices. */
const byTable = (textIn: number, imageIn: number, imageOut: number): PriceRule => ({
	kind: 'tokens',
	prices: { textIn, imageIn, imageOut },
	outputTokens: {
		kind: 'table',
		tokens: {
			'1024x1024': { low: 272, medium: 1056, high: 4160 },
			'1024x1536': { low: 408, medium: 1584, high: 6240 },
			'1536x1024': { low: 400, medium: 1568, high: 6208 },
		},
	},
});

/** For 2.6 the prices of a token are known, and not how many an image takes. */
const withoutTokenCount: PriceRule = { kind: 'tokens', prices, outputTokens: null };

const retired = (name: string, title: string, date: string): ModelFacts => ({
	...gptImageOfFixedSizes,
	name,
	title,
	price: { kind: 'unknown' },
	retirement: { date, successor: 'gpt-image-2.5-flare' },
});

const sheets = { drawsSheets: true } as const;

export const OPENAI_MODELS: readonly ModelFacts[] = [
	{ ...gptImage, ...sheets, name: 'gpt-image-2.5-flare', title: 'GPT Image 2.5 Flare', isDefault: true },
	{
		...gptImage,
		...sheets,
		name: 'gpt-image-2.5-flare-2026-09-08',
		title: 'GPT Image 2.5 Flare (8 September 2026)',
	},
	{
		...gptImage,
		...sheets,
		name: 'gpt-image-2.5-sunburst',
		title: 'GPT Image 2.5 Sunburst',
		tier: 'premium',
		typicalSeconds: sunburstSeconds,
	},
	{
		...gptImage,
		...sheets,
		name: 'gpt-image-2.5-sunburst-2026-09-08',
		title: 'GPT Image 2.5 Sunburst (8 September 2026)',
		tier: 'premium',
		typicalSeconds: sunburstSeconds,
	},
	{
		...gptImage,
		name: 'gpt-image-2.6-flare',
		title: 'GPT Image 2.6 Flare',
		price: withoutTokenCount,
		typicalSeconds: { low: 6, medium: 11, high: 24, xhigh: 37, max: 67, auto: 24 },
	},
	{
		...gptImage,
		name: 'gpt-image-2.6-sunburst',
		title: 'GPT Image 2.6 Sunburst',
		tier: 'premium',
		price: withoutTokenCount,
		typicalSeconds: { low: 10, medium: 20, high: 43, xhigh: 67, max: 120, auto: 43 },
	},
	...['gpt-image-2', 'gpt-image-2-2026-04-21'].map((name): ModelFacts => ({
		...gptImage,
		...sheets,
		name,
		title: name === 'gpt-image-2' ? 'GPT Image 2' : 'GPT Image 2 (21 April 2026)',
		qualities: ['low', 'medium', 'high', 'auto'],
		price: {
			kind: 'tokens',
			prices,
			outputTokens: { kind: 'formula', base: { low: 16, medium: 48, high: 96 } },
		},
		typicalSeconds: { low: 18, medium: 40, high: 90, auto: 90 },
	})),
	{
		...gptImageOfFixedSizes,
		name: 'gpt-image-1.5',
		title: 'GPT Image 1.5',
		price: byTable(5, 8, 32),
	},
	{
		...gptImageOfFixedSizes,
		name: 'gpt-image-1-mini',
		title: 'GPT Image 1 mini',
		tier: 'draft',
		price: byTable(2, 2.5, 8),
	},
	{
		...gptImageOfFixedSizes,
		name: 'chatgpt-image-latest',
		title: 'ChatGPT Image',
		price: byTable(5, 8, 32),
	},
	retired('gpt-image-1', 'GPT Image 1', '2026-10-23'),
	retired('dall-e-3', 'DALL·E 3', '2026-05-12'),
	retired('dall-e-2', 'DALL·E 2', '2026-05-12'),
];
