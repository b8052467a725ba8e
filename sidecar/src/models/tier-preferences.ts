import type { ModelFacts } from './model-facts.ts';

const prefer = (provider: string, model: string): PreferredModel => ({ provider, model });

/**
 * Which model of a tier is taken first where nothing but the tier is asked for: the first whose provider is set up, that
 * fits the size and the ceiling, and that is not down. After them the cheapest of the tier; machines of one's own come
 * there as well, since what their checkpoints are worth only their owner knows. Ranked by what the models' makers say they
 * are for (newer families first, lettering and likeness count) against the price of an image of 1600 × 900, November 2026.
 */
export const TIER_PREFERENCES: Readonly<Record<ModelFacts['tier'], readonly PreferredModel[]>> = {
	draft: [
		// This year's small models, at one to two cents.
		prefer('bfl', 'flux-2-klein-9b'),
		prefer('fal', 'fal-ai/z-image/turbo'),
		prefer('bfl', 'flux-2-klein-4b'),
		prefer('xai', 'grok-imagine-image'),
		// FLUX.1 [schnell], the same model everywhere: below a cent, and two years old.
		prefer('togetherai', 'black-forest-labs/FLUX.1-schnell'),
		prefer('replicate', 'black-forest-labs/flux-schnell'),
		prefer('huggingface', 'black-forest-labs/FLUX.1-schnell'),
		// As dear as a standard image elsewhere.
		prefer('replicate', 'black-forest-labs/flux-2-dev'),
		prefer('google', 'gemini-3.1-flash-lite-image'),
		prefer('stability', 'sd3.5-medium'),
		prefer('stability', 'sd3.5-large-turbo'),
	],
	standard: [
		// A cent at medium quality, lettering included.
		prefer('openai', 'gpt-image-2.5-flare'),
		prefer('bfl', 'flux-2-pro'),
		prefer('google', 'gemini-nano-banana-2.1'),
		prefer('fal', 'fal-ai/flux-2-pro'),
		prefer('replicate', 'black-forest-labs/flux-2-pro'),
		prefer('wavespeed', 'bytedance/seedream-v4.5'),
		prefer('fal', 'fal-ai/bytedance/seedream/v4.5/text-to-image'),
		prefer('replicate', 'bytedance/seedream-4.5'),
		// Open models at half the price of those above, or less.
		prefer('wavespeed', 'wavespeed-ai/flux-2-dev/text-to-image'),
		prefer('runware', 'runware:400@3'),
		prefer('wavespeed', 'wavespeed-ai/qwen-image/text-to-image'),
		prefer('replicate', 'qwen/qwen-image'),
		prefer('huggingface', 'Qwen/Qwen-Image'),
		prefer('huggingface', 'black-forest-labs/FLUX.1-Krea-dev'),
		prefer('wavespeed', 'ideogram-ai/ideogram-v3-turbo'),
		prefer('replicate', 'ideogram-ai/ideogram-v3-turbo'),
		prefer('stability', 'generate/core'),
		// Twice the price of the others.
		prefer('xai', 'grok-imagine-image-2.0'),
	],
	premium: [
		prefer('openai', 'gpt-image-2.5-sunburst'),
		prefer('bfl', 'flux-2-max'),
		prefer('google', 'gemini-3-pro-image'),
		prefer('fal', 'fal-ai/nano-banana-pro'),
		prefer('replicate', 'google/nano-banana-pro'),
		prefer('wavespeed', 'ideogram-ai/ideogram-v3-quality'),
		prefer('replicate', 'ideogram-ai/ideogram-v3-quality'),
		prefer('stability', 'generate/ultra'),
	],
};

interface PreferredModel {
	provider: string;
	model: string;
}

/** 0 is the most preferred; what is not in the table comes after all that is. */
export function preferenceRank({ provider, name, tier }: ModelFacts): number {
	const rank = TIER_PREFERENCES[tier].findIndex(
		(preferred) => preferred.provider === provider && preferred.model === name,
	);
	return rank === -1 ? TIER_PREFERENCES[tier].length : rank;
}

const TIERS: readonly ModelFacts['tier'][] = ['draft', 'standard', 'premium'];

/** How far a tier is from the wanted one; a lower tier is nearer than a higher one, which costs more. */
export function tierDistance(tier: ModelFacts['tier'], wanted: ModelFacts['tier']): number {
	const steps = TIERS.indexOf(tier) - TIERS.indexOf(wanted);
	return steps > 0 ? steps + 0.5 : -steps;
}
