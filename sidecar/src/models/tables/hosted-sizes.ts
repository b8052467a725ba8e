import type { FixedSize, SizeRule } from '../model-facts.ts';

/* Sizes of models that several platforms host: the same model makes the same sizes wherever it runs. */

export const freeSizes = (
	multiple: number,
	smallestPixels: number,
	largestPixels: number,
	largestSide: number,
): SizeRule => ({ kind: 'free', multiple, largestRatio: 3, smallestPixels, largestPixels, largestSide });

const MEGAPIXEL = 1_048_576;

/** docs.bfl.ai: multiples of 16, up to 4 megapixels. */
export const FLUX_2_SIZES = freeSizes(16, MEGAPIXEL / 4, 4 * MEGAPIXEL, 2048);

/** What starts from a picture and keeps its size, or makes a multiple of it. */
export const SIZES_OF_THE_SOURCE = freeSizes(1, 4096, 64 * MEGAPIXEL, 14_142);

const GEMINI_RATIOS: readonly [ratio: string, width: number, height: number][] = [
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

/** ai.google.dev/gemini-api/docs/image-generation: each step doubles the sides. Platforms write `1K` or `1k`. */
export function geminiSizes(resolutions: readonly string[] = ['1K', '2K', '4K']): SizeRule {
	const sizes = GEMINI_RATIOS.flatMap(([ratio, width, height]) =>
		resolutions.map((resolution, step): FixedSize => {
			return { width: width * 2 ** step, height: height * 2 ** step, ratio, resolution };
		}),
	);
	return { kind: 'fixed', sizes };
}

/** Named ratios of about a megapixel, where a platform publishes no pixels: what these models are trained on. */
export function ratioSizes(ratios: readonly (keyof typeof MEGAPIXEL_RATIOS)[]): SizeRule {
	return { kind: 'fixed', sizes: ratios.map((ratio) => ({ ...MEGAPIXEL_RATIOS[ratio], ratio })) };
}

const MEGAPIXEL_RATIOS = {
	'1:1': { width: 1024, height: 1024 },
	'16:9': { width: 1344, height: 768 },
	'9:16': { width: 768, height: 1344 },
	'4:3': { width: 1152, height: 896 },
	'3:4': { width: 896, height: 1152 },
	'3:2': { width: 1216, height: 832 },
	'2:3': { width: 832, height: 1216 },
	'21:9': { width: 1536, height: 640 },
} as const;
