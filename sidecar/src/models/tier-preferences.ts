import type { ModelFacts } from './model-facts.ts';

/**
 * Which model of a tier is taken first where nothing but the tier is asked for: the first whose provider is set up, that
 * fits the size and the ceiling, and that is not down. After them the cheapest of the tier. Ranked by what the models'
 * makers say they are for and by price, November 2026.
 */
const TIER_PREFERENCES: Readonly<Record<ModelFacts['tier'], readonly PreferredModel[]>> = {
	draft: [],
	standard: [{ provider: 'openai', model: 'gpt-image-2.5-flare' }],
	premium: [{ provider: 'openai', model: 'gpt-image-2.5-sunburst' }],
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
