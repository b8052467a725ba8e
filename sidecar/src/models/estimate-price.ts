import type { ModelFacts, OutputTokenRule, Quality } from './model-facts.ts';

export interface PricedRequest {
	width: number;
	height: number;
	quality: Quality;
	prompt: string;
	/** How many reference images go along. */
	references: number;
	partialImages: number;
}

/** Each streamed partial image is billed as this many output tokens: OpenAI's image guide, "Streaming". */
const PARTIAL_IMAGE_TOKENS = 100;
/**
 * A reference image in high fidelity, which the current models always use: the published figure of gpt-image-1 for a
 * square one. The true number comes with the answer.
 */
const REFERENCE_IMAGE_TOKENS = 4160;
/** UTF-8 bytes per text token: near the truth for English, and not too low for Japanese or Arabic. */
const BYTES_PER_TOKEN = 3.5;

/**
 * Integer micro-dollars, rounded up; null where the price cannot be known before. It is for the plan and for reserving
 * budget: what a call did cost is computed from the provider's own usage.
 */
export function estimatePrice(facts: ModelFacts, request: PricedRequest): number | null {
	if (facts.isLocal) return 0;
	const output = outputTokens(facts.outputTokens, request);
	if (facts.prices === null || output === null) return null;
	const text = Math.ceil(Buffer.byteLength(request.prompt) / BYTES_PER_TOKEN);
	return Math.ceil(
		text * facts.prices.textIn +
			request.references * REFERENCE_IMAGE_TOKENS * facts.prices.imageIn +
			(output + request.partialImages * PARTIAL_IMAGE_TOKENS) * facts.prices.imageOut,
	);
}

/** Seconds that this model usually takes for this size, before there are own measurements. */
export function typicalSeconds(
	facts: ModelFacts,
	request: Pick<PricedRequest, 'width' | 'height' | 'quality'>,
): number {
	const base = facts.typicalSeconds[request.quality] ?? facts.typicalSeconds.auto ?? 30;
	const megapixels = (request.width * request.height) / 1_048_576;
	return Math.max(1, Math.round(base * (0.5 + 0.5 * megapixels)));
}

function outputTokens(rule: OutputTokenRule | null, request: PricedRequest): number | null {
	// With `auto` the model chooses; `high` is what it may choose, so the plan does not promise less than it costs.
	const quality = request.quality === 'auto' ? 'high' : request.quality;
	if (rule === null) return null;
	if (rule.kind === 'table') return rule.tokens[`${request.width}x${request.height}`]?.[quality] ?? null;
	const base = rule.base[quality];
	return base === undefined ? null : formulaTokens(base, request.width, request.height);
}

/** community.openai.com/t/1382699; see the model table. */
function formulaTokens(base: number, width: number, height: number): number {
	const longest = Math.max(width, height);
	const scaled = Math.floor((2 * base * Math.min(width, height) + longest) / (2 * longest));
	return Math.ceil((base * scaled * (2_000_000 + width * height)) / 4_000_000);
}
