import type { Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../errors/limner-error.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { chooseModel, priceFor, type ChosenModel } from './choose-model.ts';

export interface Fallback {
	provider: string;
	/** Empty: the provider's default. */
	model: string;
}

/**
 * What a fallback would be today; null where it cannot take over: no key, a model that is gone, a size it has not, or a
 * price above what the plan said. `promised` in micro-dollars; null where the plan knew no price, and then only what is
 * free may take over.
 */
export function openFallback(
	providers: ReadonlyMap<string, OfferedProvider>,
	policy: Policy,
	fallback: Fallback,
	promised: number | null,
	prompt?: string,
): ChosenModel | null {
	try {
		const chosen = chooseModel(providers, { ...policy, ...fallback }, new Date());
		const price = priceFor(chosen.found, policy, prompt);
		return price !== null && price <= (promised ?? 0) ? chosen : null;
	} catch (error) {
		if (error instanceof LimnerError) return null;
		throw error;
	}
}
