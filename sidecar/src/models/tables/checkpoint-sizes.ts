import type { SizeRule } from '../model-facts.ts';

/** Podell et al., "SDXL" (arXiv 2307.01952), appendix I: buckets of about 1024 × 1024 pixels in steps of 64. */
export const SDXL_SIZES: SizeRule = {
	kind: 'fixed',
	sizes: [
		{ width: 1024, height: 1024 },
		{ width: 1152, height: 896 },
		{ width: 896, height: 1152 },
		{ width: 1216, height: 832 },
		{ width: 832, height: 1216 },
		{ width: 1344, height: 768 },
		{ width: 768, height: 1344 },
		{ width: 1536, height: 640 },
		{ width: 640, height: 1536 },
	],
};

/** github.com/black-forest-labs/flux, README and model cards: 0.1 to 2 megapixels, multiples of 16. */
export const FLUX_SIZES: SizeRule = {
	kind: 'free',
	multiple: 16,
	largestRatio: 3,
	smallestPixels: 102_400,
	largestPixels: 2_097_152,
	largestSide: 2560,
};
