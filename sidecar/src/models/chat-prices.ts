import type { ChatTokenPrices } from '../usage/cost.ts';

/**
 * Micro-dollars per token, which is the same number as US dollars per million tokens. From the models' own pages at
 * developers.openai.com/api/docs/models, read in November 2026. Any other chat model works too, without a cost.
 */
const CHAT_PRICES: Readonly<Record<string, ChatTokenPrices>> = {
	'gpt-6-luna': { input: 0.1, cachedInput: 0.01, output: 0.5 },
	'gpt-5.6-luna': { input: 0.2, cachedInput: 0.02, output: 1.2 },
};

/** Null: not known. */
export function chatPricesOf(model: string): ChatTokenPrices | null {
	return CHAT_PRICES[model] ?? null;
}
