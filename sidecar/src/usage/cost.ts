/** What a provider says that it counted, in its own unit. */
export interface ImageTokens {
	textIn: number;
	imageIn: number;
	/** All output tokens: finished image and partial ones. */
	imageOut: number;
	/** Words on the way to the image, thoughts among them. */
	textOut?: number;
}

/** Micro-dollars per token, which is the same number as US dollars per million tokens. */
export interface ImageTokenPrices {
	textIn: number;
	imageIn: number;
	imageOut: number;
	textOut?: number;
}

export interface ChatTokens {
	input: number;
	/** The part of `input` that the provider had in its cache; billed at its own price. */
	cachedInput: number;
	/** Includes reasoning tokens. */
	output: number;
}

export interface ChatTokenPrices {
	input: number;
	cachedInput: number;
	output: number;
}

/** Integer micro-dollars, rounded to the nearest: providers round the month's sum, not each call. */
export function costOfImage(tokens: ImageTokens, prices: ImageTokenPrices): number {
	return Math.round(
		tokens.textIn * prices.textIn +
			tokens.imageIn * prices.imageIn +
			tokens.imageOut * prices.imageOut +
			(tokens.textOut ?? 0) * (prices.textOut ?? 0),
	);
}

export function costOfChat(tokens: ChatTokens, prices: ChatTokenPrices): number {
	return Math.round(
		(tokens.input - tokens.cachedInput) * prices.input +
			tokens.cachedInput * prices.cachedInput +
			tokens.output * prices.output,
	);
}
