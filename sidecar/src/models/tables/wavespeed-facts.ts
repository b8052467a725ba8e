import type { ModelFacts, PriceRule } from '../model-facts.ts';
import { freeSizes, geminiSizes, ratioSizes } from './hosted-sizes.ts';

/*
 * Sources of WaveSpeed's tables, all read in November 2026:
 * [pages]  wavespeed.ai/docs/docs-api, one page a model: path, request parameters and, on most, the price. Pages "as of
 *          October 2025" were read as a public repository has kept them (gxx-github/waveSpeedClone, commit 7d5b6ab); the
 *          others as they stood in 2026.
 * [price]  WaveSpeed tells prices per request with a key (POST /api/v3/model/pricing); what its pages do not say is
 *          unknown here.
 * [refund] wavespeed.ai/docs/troubleshooting-guide: what failed is paid back within three hours.
 * [times]  Nobody publishes them; starting guesses, own measurements replace them.
 */

type HostedFacts = Omit<ModelFacts, 'name' | 'title' | 'operations' | 'source'>;

export const hosted: HostedFacts = {
	provider: 'wavespeed',
	isDefault: false,
	isLocal: false,
	tier: 'standard',
	licence: 'proprietary',
	commercialUse: null,
	inputs: 'kept',
	checked: '2026-11-21',
	sizes: freeSizes(8, 65_536, 1536 * 1536, 1536),
	qualities: ['auto'],
	promptLimit: 10_000,
	largestReferenceCount: 0,
	largestPartialImageCount: 0,
	takesNegativePrompt: false,
	takesSeed: true,
	price: { kind: 'unknown' },
	typicalSeconds: { auto: 10 },
	timeoutSeconds: 290,
	retirement: null,
};

export const SEEDREAM_SIZES = freeSizes(8, 1_048_576, 16_777_216, 4096);
/** Seedream 4.5 makes at least 3.7 megapixels: docs.comfy.org, ByteDance Seedream. */
export const SEEDREAM_45_SIZES = freeSizes(8, 3_686_400, 16_777_216, 4096);
export const GEMINI_SIZES = geminiSizes(['1k', '2k', '4k']);
export const IDEOGRAM_SIZES = ratioSizes(['1:1', '16:9', '9:16', '4:3', '3:4']);

/** Micro-dollars. */
export const each = (price: number): PriceRule => ({ kind: 'per_image', each: price });

export const page = (path: string) => `wavespeed.ai/docs/docs-api/${path}`;
export const pageOf2025 = (path: string) => `${page(path)}, as of October 2025`;
