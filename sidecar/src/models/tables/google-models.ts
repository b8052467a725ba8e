import type { FixedSize, ModelFacts, PriceRule, SizeRule } from '../model-facts.ts';

/*
 * Sources, all read in November 2026:
 * [sizes]  ai.google.dev/gemini-api/docs/image-generation: pixels by ratio and resolution; 1K is the default.
 * [names]  ai.google.dev/gemini-api/docs/models and release notes of 6 October 2026 (2.1: no 512, 14 ratios, 14 references).
 * [prices] ai.google.dev/gemini-api/docs/pricing as of 9 October 2026, by way of public repositories that quote it:
 *          USD per million tokens of input, of text out and of image out, and tokens per image. For 4K of 2.1 the price
 *          page has 3,780 tokens and the guide 2,520; the higher one is taken.
 * [dates]  ai.google.dev/gemini-api/docs/deprecations; firebase.google.com/docs/ai-logic/imagen-models-migration for
 *          what takes the place of Imagen. For gemini-3.1-flash-image sources differ: one names 29 October 2026, the page
 *          itself none; a refusal at run time names the successor.
 * [sheets] ai.google.dev/gemini-api/docs/image-generation, "Sequential art": panels work best with Gemini 3 Pro and 3.1
 *          Flash Image; 2.1 takes the place of the latter. Nothing is said of Lite.
 * [times]  docs.laozhang.ai: 15 to 40 seconds, 4K longer. Own measurements replace them.
 */

const RESOLUTIONS = ['1K', '2K', '4K'] as const;

/** Pixels of 1K; 2K has twice, 4K four times the sides. */
const PLAIN_RATIOS: readonly [ratio: string, width: number, height: number][] = [
	['1:1', 1024, 1024],
	['2:3', 848, 1264],
	['3:2', 1264, 848],
	['3:4', 896, 1200],
	['4:3', 1200, 896],
	['4:5', 928, 1152],
	['5:4', 1152, 928],
	['9:16', 768, 1376],
	['16:9', 1376, 768],
	['21:9', 1584, 672],
];
const LONG_RATIOS: typeof PLAIN_RATIOS = [
	['1:4', 512, 2048],
	['4:1', 2048, 512],
	['1:8', 384, 3072],
	['8:1', 3072, 384],
];

function sizesOf(
	ratios: typeof PLAIN_RATIOS,
	resolutions: readonly (typeof RESOLUTIONS)[number][],
): SizeRule {
	const sizes = ratios.flatMap(([ratio, width, height]) =>
		resolutions.map((resolution): FixedSize => {
			const times = 2 ** RESOLUTIONS.indexOf(resolution);
			return { width: width * times, height: height * times, ratio, resolution };
		}),
	);
	return { kind: 'fixed', sizes };
}

/** Words and images that go in have one price; an image that goes in counts 1,120 tokens. */
const byTokens = (
	input: number,
	textOut: number,
	imageOut: number,
	tokens: Readonly<Record<string, number>>,
): PriceRule => ({
	kind: 'tokens',
	prices: { textIn: input, imageIn: input, imageOut, textOut },
	outputTokens: { kind: 'by_resolution', tokens },
	referenceTokens: 1120,
});

const nanoBanana: Omit<ModelFacts, 'name' | 'title'> = {
	provider: 'google',
	isDefault: false,
	isLocal: false,
	// There is no mask: what has to change is said in words.
	operations: [
		'generate',
		'generate_with_references',
		'edit',
		'outpaint',
		'style_transfer',
		'variations',
		'character_reference',
		'translate_text',
	],
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: true,
	// Images have no free tier, and paid use is not trained on; prompts are kept for a while against abuse.
	inputs: 'kept',
	source: 'ai.google.dev/gemini-api/docs/image-generation and /pricing',
	checked: '2026-11-21',
	sizes: sizesOf([...PLAIN_RATIOS, ...LONG_RATIOS], RESOLUTIONS),
	qualities: ['auto'],
	promptLimit: 32_000,
	largestReferenceCount: 14,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: false,
	price: byTokens(1.5, 7.5, 30, { '1K': 1120, '2K': 1680, '4K': 3780 }),
	typicalSeconds: { auto: 15 },
	timeoutSeconds: 290,
	retirement: null,
};

const retired = (name: string, title: string, date: string, successor: string): ModelFacts => ({
	...nanoBanana,
	name,
	title,
	operations: ['generate'],
	price: { kind: 'unknown' },
	retirement: { date, successor },
});

const sheets = { drawsSheets: true } as const;

export const GOOGLE_MODELS: readonly ModelFacts[] = [
	{ ...nanoBanana, ...sheets, name: 'gemini-nano-banana-2.1', title: 'Nano Banana 2.1', isDefault: true },
	{
		...nanoBanana,
		...sheets,
		name: 'gemini-3.1-flash-image',
		title: 'Nano Banana 2',
		price: byTokens(0.5, 3, 60, { '1K': 1120, '2K': 1680, '4K': 2520 }),
	},
	{
		...nanoBanana,
		name: 'gemini-3.1-flash-lite-image',
		title: 'Nano Banana 2 Lite',
		tier: 'draft',
		sizes: sizesOf(PLAIN_RATIOS, ['1K']),
		price: byTokens(0.25, 1.5, 30, { '1K': 1120 }),
		typicalSeconds: { auto: 8 },
	},
	{
		...nanoBanana,
		...sheets,
		name: 'gemini-3-pro-image',
		title: 'Nano Banana Pro',
		tier: 'premium',
		sizes: sizesOf(PLAIN_RATIOS, RESOLUTIONS),
		price: byTokens(2, 12, 120, { '1K': 1120, '2K': 1120, '4K': 2000 }),
		typicalSeconds: { auto: 25 },
	},
	retired('gemini-2.5-flash-image', 'Nano Banana', '2026-10-02', 'gemini-nano-banana-2.1'),
	retired('imagen-4.0-generate-001', 'Imagen 4', '2026-08-17', 'gemini-nano-banana-2.1'),
	retired('imagen-4.0-fast-generate-001', 'Imagen 4 Fast', '2026-08-17', 'gemini-3.1-flash-lite-image'),
	retired('imagen-4.0-ultra-generate-001', 'Imagen 4 Ultra', '2026-08-17', 'gemini-3-pro-image'),
];
