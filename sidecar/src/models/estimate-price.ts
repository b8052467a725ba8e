import {
	fixedSizeOf,
	type ModelFacts,
	type OutputTokenRule,
	type PriceRule,
	type Quality,
	type SizeRule,
} from './model-facts.ts';

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
/** As providers count them. */
const PIXELS_PER_MEGAPIXEL = 1_048_576;

/**
 * Integer micro-dollars, rounded up; null where the price cannot be known before. It is for the plan and for reserving
 * budget: what a call did cost is computed from the provider's own usage.
 */
export function estimatePrice(facts: ModelFacts, request: PricedRequest): number | null {
	const { price } = facts;
	switch (price.kind) {
		case 'free':
			return 0;
		case 'unknown':
			return null;
		case 'tokens':
			return tokenPrice(price, facts.sizes, request);
		case 'per_image':
			return imagePrice(price, facts.sizes, request);
		case 'per_megapixel':
			return megapixelPrice(price, request);
		case 'per_second':
			return Math.ceil(price.each * typicalSeconds(facts, request));
	}
}

type RuleOf<Kind extends PriceRule['kind']> = Extract<PriceRule, { kind: Kind }>;

function tokenPrice(rule: RuleOf<'tokens'>, sizes: SizeRule, request: PricedRequest): number | null {
	const output = outputTokens(rule.outputTokens, sizes, request);
	if (output === null) return null;
	const text = Math.ceil(Buffer.byteLength(request.prompt) / BYTES_PER_TOKEN);
	return Math.ceil(
		text * rule.prices.textIn +
			request.references * (rule.referenceTokens ?? REFERENCE_IMAGE_TOKENS) * rule.prices.imageIn +
			(output + request.partialImages * PARTIAL_IMAGE_TOKENS) * rule.prices.imageOut,
	);
}

function imagePrice(rule: RuleOf<'per_image'>, sizes: SizeRule, request: PricedRequest): number {
	const resolution = fixedSizeOf(sizes, request)?.resolution;
	const bySize = resolution === undefined ? undefined : rule.byResolution?.[resolution];
	const withReferences = request.references > 0 ? rule.withReferences : undefined;
	return Math.ceil(bySize ?? withReferences ?? rule.byQuality?.[request.quality] ?? rule.each);
}

function megapixelPrice(rule: RuleOf<'per_megapixel'>, request: PricedRequest): number {
	const exact = (request.width * request.height) / PIXELS_PER_MEGAPIXEL;
	const megapixels = rule.roundUp ? Math.ceil(exact) : exact;
	const first = rule.first ?? rule.each;
	const output =
		megapixels <= 1 ? first * (rule.roundUp ? 1 : megapixels) : first + (megapixels - 1) * rule.each;
	return Math.ceil(output + request.references * (rule.perReference ?? 0));
}

/** Seconds that this model usually takes for this size, before there are own measurements. */
export function typicalSeconds(
	facts: ModelFacts,
	request: Pick<PricedRequest, 'width' | 'height' | 'quality'>,
): number {
	const base = facts.typicalSeconds[request.quality] ?? facts.typicalSeconds.auto ?? 30;
	const megapixels = (request.width * request.height) / PIXELS_PER_MEGAPIXEL;
	return Math.max(1, Math.round(base * (0.5 + 0.5 * megapixels)));
}

function outputTokens(rule: OutputTokenRule | null, sizes: SizeRule, request: PricedRequest): number | null {
	// With `auto` the model chooses; `high` is what it may choose, so the plan does not promise less than it costs.
	const quality = request.quality === 'auto' ? 'high' : request.quality;
	if (rule === null) return null;
	if (rule.kind === 'table') return rule.tokens[`${request.width}x${request.height}`]?.[quality] ?? null;
	if (rule.kind === 'by_resolution')
		return rule.tokens[fixedSizeOf(sizes, request)?.resolution ?? ''] ?? null;
	const base = rule.base[quality];
	return base === undefined ? null : formulaTokens(base, request.width, request.height);
}

/** community.openai.com/t/1382699; see the model table. */
function formulaTokens(base: number, width: number, height: number): number {
	const longest = Math.max(width, height);
	const scaled = Math.floor((2 * base * Math.min(width, height) + longest) / (2 * longest));
	return Math.ceil((base * scaled * (2_000_000 + width * height)) / 4_000_000);
}
