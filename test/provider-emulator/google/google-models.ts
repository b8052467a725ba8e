/**
 * What Gemini's image models take and cost, written down independently of the adapter under test. Ratios and sizes:
 * ImageConfig in @google/genai 3.1.0 and the guide's table; prices: USD per million tokens of input, text out, image out.
 */
export interface EmulatedGoogleModel {
	sizes: Readonly<Record<string, { scale: number; tokens: number }>>;
	/** Also 1:4, 4:1, 1:8 and 8:1. */
	isLong: boolean;
	price: { input: number; textOut: number; imageOut: number };
}

const size = (scale: number, tokens: number) => ({ scale, tokens });

export const EMULATED_GOOGLE_MODELS: Readonly<Record<string, EmulatedGoogleModel>> = {
	'gemini-nano-banana-2.1': {
		sizes: { '1K': size(1, 1120), '2K': size(2, 1680), '4K': size(4, 3780) },
		isLong: true,
		price: { input: 1.5, textOut: 7.5, imageOut: 30 },
	},
	'gemini-3.1-flash-image': {
		sizes: { '512': size(0.5, 747), '1K': size(1, 1120), '2K': size(2, 1680), '4K': size(4, 2520) },
		isLong: true,
		price: { input: 0.5, textOut: 3, imageOut: 60 },
	},
	'gemini-3.1-flash-lite-image': {
		sizes: { '1K': size(1, 1120) },
		isLong: false,
		price: { input: 0.25, textOut: 1.5, imageOut: 30 },
	},
	'gemini-3-pro-image': {
		sizes: { '1K': size(1, 1120), '2K': size(2, 1120), '4K': size(4, 2000) },
		isLong: false,
		price: { input: 2, textOut: 12, imageOut: 120 },
	},
};

/** Pixels at 1K. */
export const RATIOS: Readonly<Record<string, readonly [width: number, height: number]>> = {
	'1:1': [1024, 1024],
	'2:3': [848, 1264],
	'3:2': [1264, 848],
	'3:4': [896, 1200],
	'4:3': [1200, 896],
	'4:5': [928, 1152],
	'5:4': [1152, 928],
	'9:16': [768, 1376],
	'16:9': [1376, 768],
	'21:9': [1584, 672],
	'1:4': [512, 2048],
	'4:1': [2048, 512],
	'1:8': [384, 3072],
	'8:1': [3072, 384],
};
export const LONG_RATIOS: readonly string[] = ['1:4', '4:1', '1:8', '8:1'];
