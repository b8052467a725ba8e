/** Names of qualities over all models; which of them a model takes is in its facts. */
export type Quality = 'low' | 'medium' | 'high' | 'xhigh' | 'max' | 'auto';

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
	| { kind: 'fixed'; sizes: readonly { width: number; height: number }[] };

/** Micro-dollars per token, which is the same number as US dollars per million tokens. */
export interface TokenPrices {
	textIn: number;
	imageIn: number;
	imageOut: number;
}

/** How many output tokens an image costs, known before it is made; null where nobody published it. */
export type OutputTokenRule =
	| { kind: 'formula'; base: Readonly<Partial<Record<Quality, number>>> }
	| { kind: 'table'; tokens: Readonly<Record<string, Readonly<Partial<Record<Quality, number>>>>> };

/** What is known about a model. A table of these is read by everything that decides about models. */
export interface ModelFacts {
	provider: string;
	name: string;
	/** For people. */
	title: string;
	isDefault: boolean;
	/** Drawn on this machine, without AI and without a price. */
	isLocal: boolean;
	sizes: SizeRule;
	qualities: readonly Quality[];
	/** UTF-16 units. */
	promptLimit: number;
	largestReferenceCount: number;
	largestPartialImageCount: number;
	takesNegativePrompt: boolean;
	takesSeed: boolean;
	/** Null: not known, and then the cost of a call is not known either. */
	prices: TokenPrices | null;
	outputTokens: OutputTokenRule | null;
	/** For one megapixel by quality: where the estimate starts before this sidecar has times of its own. */
	typicalSeconds: Readonly<Partial<Record<Quality, number>>>;
	/** The whole call, until the last byte of the answer. */
	timeoutSeconds: number;
	/** The day from which on it is no longer offered, as the provider announced it. */
	retirement: { date: string; successor: string } | null;
}
