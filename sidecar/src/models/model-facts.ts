import type { Operation } from '@limner/shared/contracts/operation';

/** Names of qualities over all models; which of them a model takes is in its facts. */
export type Quality = 'low' | 'medium' | 'high' | 'xhigh' | 'max' | 'auto';

export type { Operation };

/** Sizes that a model makes. Pixels. */
export type SizeRule =
	| {
			kind: 'free';
			/** Both sides are multiples of it. */
			multiple: number;
			/** The longer side is at most this many times the shorter. */
			largestRatio: number;
			smallestPixels: number;
			largestPixels: number;
			largestSide: number;
	  }
	/** A ratio is asked for by its name or its size; the adapter finds the entry by width and height. */
	| { kind: 'fixed'; sizes: readonly FixedSize[] };

export interface FixedSize {
	width: number;
	height: number;
	/** The ratio as the provider calls it, such as `16:9`; not set where sizes are asked for in pixels. */
	ratio?: string;
	/** The resolution as the provider calls it, such as `2K`; not set where there is one a ratio. */
	resolution?: string;
}

/** The entry of these pixels; undefined where sizes are free, or it is none of them. */
export function fixedSizeOf(
	sizes: SizeRule,
	{ width, height }: { width: number; height: number },
): FixedSize | undefined {
	if (sizes.kind !== 'fixed') return undefined;
	return sizes.sizes.find((size) => size.width === width && size.height === height);
}

/** Micro-dollars per token, which is the same number as US dollars per million tokens. */
interface TokenPrices {
	textIn: number;
	imageIn: number;
	imageOut: number;
	/** Of words that the model writes on the way to the image, where it bills them. */
	textOut?: number;
}

/** How many output tokens an image costs, known before it is made; null where nobody published it. */
export type OutputTokenRule =
	| { kind: 'formula'; base: Readonly<Partial<Record<Quality, number>>> }
	| { kind: 'table'; tokens: Readonly<Record<string, Readonly<Partial<Record<Quality, number>>>>> }
	/** The same for every ratio; by the size's `resolution`. */
	| { kind: 'by_resolution'; tokens: Readonly<Record<string, number>> };

/** How a call is billed. Micro-dollars throughout. */
export type PriceRule =
	/** Drawn here, or on a machine of one's own. */
	| { kind: 'free' }
	| {
			kind: 'tokens';
			prices: TokenPrices;
			outputTokens: OutputTokenRule | null;
			/** How many tokens an input image counts; not set: as OpenAI counts them. */
			referenceTokens?: number;
	  }
	/** The same for every size; `byResolution` where the size's `resolution` decides. */
	| {
			kind: 'per_image';
			each: number;
			byResolution?: Readonly<Record<string, number>>;
			byQuality?: Readonly<Partial<Record<Quality, number>>>;
			/** Where a call with reference images or a source image has another price. */
			withReferences?: number;
	  }
	/** Begun megapixels of 1,048,576 pixels count as whole ones where `roundUp`. */
	| { kind: 'per_megapixel'; each: number; first?: number; roundUp: boolean; perReference?: number }
	/** Of a machine's time; the estimate takes the typical seconds. */
	| { kind: 'per_second'; each: number }
	/** Nobody published it. Such a model is never chosen automatically. */
	| { kind: 'unknown' };

/** Where a fact was read, and when (`2026-11-20`). */
interface FactSource {
	/** A page, a package with its version, or a repository's file. */
	source: string;
	checked: string;
}

/** What is known about a model. A table of these is read by everything that decides about models. */
export interface ModelFacts extends FactSource {
	provider: string;
	name: string;
	/** For people. */
	title: string;
	isDefault: boolean;
	/** It stands for every name that is not in the table: the provider's models are whatever its owner put there. */
	standsForAnyName?: true;
	/** Drawn on this machine, without AI and without a price. */
	isLocal: boolean;
	operations: readonly Operation[];
	/** How good, roughly: draft is for trying out, standard for a post, premium where it has to be the best. */
	tier: 'draft' | 'standard' | 'premium';
	/** A name people know: `Apache-2.0`, `proprietary`. */
	licence: string;
	/** May a business publish the images: as the terms say; null where nobody could find out. */
	commercialUse: boolean | null;
	/** What becomes of prompts and images that are sent. `unknown` is what people see as "not stated". */
	inputs: 'not_kept' | 'kept' | 'trained_on' | 'stays_here' | 'unknown';
	sizes: SizeRule;
	qualities: readonly Quality[];
	/** UTF-16 units. */
	promptLimit: number;
	largestReferenceCount: number;
	largestPartialImageCount: number;
	takesNegativePrompt: boolean;
	takesSeed: boolean;
	/** Its maker says that it draws panels as they are laid out in words, so that one image can hold four drafts. */
	drawsSheets?: true;
	price: PriceRule;
	/** For one megapixel by quality: where the estimate starts before this sidecar has times of its own. */
	typicalSeconds: Readonly<Partial<Record<Quality, number>>>;
	/** The whole call, until the last byte of the answer; for a polled provider until the image is fetched. */
	timeoutSeconds: number;
	/** The day from which on it is no longer offered, as the provider announced it. */
	retirement: { date: string; successor: string } | null;
}
