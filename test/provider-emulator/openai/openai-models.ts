/**
 * What OpenAI's image models take and cost, written down independently of the adapter under test.
 * Names, sizes and qualities: the doc comments of openai 7.55.0, resources/images.d.ts (July 2026 snapshot of the API).
 * Prices in USD per million tokens, which is micro-dollars per token.
 */
export interface EmulatedModel {
	/** `free`: any multiple of 16 within the limits. Else the sizes that it knows. */
	sizes: 'free' | readonly string[];
	qualities: readonly string[];
	/** The base of the output token formula for each quality; null: the token table of fixed sizes. */
	base: Readonly<Record<string, number>>;
	price: { textIn: number; imageIn: number; imageOut: number };
	/** As GET /v1/models says it. */
	shutdownDate: string | null;
}

const price = { textIn: 5, imageIn: 8, imageOut: 30 };
const plain = ['low', 'medium', 'high', 'auto'] as const;
const fine = [...plain, 'xhigh', 'max'] as const;
const fixed = ['1024x1024', '1536x1024', '1024x1536', 'auto'] as const;
const base2 = { low: 16, medium: 48, high: 96 };
const base25 = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 };

const second: EmulatedModel = { sizes: 'free', qualities: plain, base: base2, price, shutdownDate: null };
const half: EmulatedModel = { sizes: 'free', qualities: fine, base: base25, price, shutdownDate: null };
const old: EmulatedModel = { sizes: fixed, qualities: plain, base: base2, price, shutdownDate: '2026-12-01' };

export const EMULATED_MODELS: Readonly<Record<string, EmulatedModel>> = {
	'gpt-image-2': second,
	'gpt-image-2-2026-04-21': second,
	'gpt-image-2.5-flare': half,
	'gpt-image-2.5-flare-2026-09-08': half,
	'gpt-image-2.5-sunburst': half,
	'gpt-image-2.5-sunburst-2026-09-08': half,
	'gpt-image-2.6-flare': half,
	'gpt-image-2.6-sunburst': half,
	'gpt-image-1.5': old,
	'gpt-image-1-mini': old,
	'chatgpt-image-latest': old,
};

export const DEPRECATED_MODELS: readonly string[] = ['dall-e-2', 'dall-e-3', 'gpt-image-1'];

/** Shown by GET /v1/models and taken by /v1/chat/completions; prices are the emulator's own. */
export const EMULATED_CHAT_MODELS: readonly string[] = ['gpt-6-luna', 'gpt-6-astra', 'gpt-5.6-luna'];

/** The formula that reproduces the published token table: community.openai.com/t/1382699. */
export function outputTokens(model: EmulatedModel, quality: string, width: number, height: number): number {
	const factor = model.base[quality === 'auto' ? 'medium' : quality] ?? 0;
	const longest = Math.max(width, height);
	const scaled = Math.floor((2 * factor * Math.min(width, height) + longest) / (2 * longest));
	return Math.ceil((factor * scaled * (2_000_000 + width * height)) / 4_000_000);
}
