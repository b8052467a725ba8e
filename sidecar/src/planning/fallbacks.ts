import type { OperationOrder } from '@limner/shared/contracts/operation';
import type { Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../errors/limner-error.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { chooseModel, priceFor, type ChosenModel } from './choose-model.ts';
import { operationSteps, priceOfSteps, type ImageStep } from './image-steps.ts';

export interface Fallback {
	provider: string;
	/** Empty: the provider's default. */
	model: string;
}

/** What is left to be made of an attempt. */
export interface Remainder {
	operation: OperationOrder;
	prompt: string;
	/** Images that are there already, whoever made them. */
	stored: readonly ImageStep['operation'][];
}

/**
 * What a fallback would be today; null where it cannot take over: no key, a model that is gone or cannot do what was
 * asked for, a size it has not, or a price above what the plan said. `promised` in micro-dollars, without what was spent
 * already; null where the plan knew no price, and then only what is free may take over. Without a remainder it is a whole
 * slot of a plan.
 */
export function openFallback(
	providers: ReadonlyMap<string, OfferedProvider>,
	policy: Policy,
	fallback: Fallback,
	promised: number | null,
	remainder?: Remainder,
): ChosenModel | null {
	try {
		const operation = remainder?.operation.name;
		const chosen = chooseModel(providers, { ...policy, ...fallback }, new Date(), operation);
		const price = remainder ? priceOfRest(chosen, policy, remainder) : priceFor(chosen.found, policy);
		return price !== null && price <= (promised ?? 0) ? chosen : null;
	} catch (error) {
		if (error instanceof LimnerError) return null;
		throw error;
	}
}

function priceOfRest({ found: { facts } }: ChosenModel, policy: Policy, rest: Remainder): number | null {
	const steps = operationSteps(facts, policy, rest.operation);
	const missing = steps.filter(({ operation }) => !rest.stored.includes(operation));
	return priceOfSteps(facts, missing, rest.prompt);
}
