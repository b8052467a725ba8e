import type { Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../errors/limner-error.ts';
import { findModel, listModels, type FoundModel } from '../models/find-model.ts';
import type { ModelFacts, Operation } from '../models/model-facts.ts';
import { MODEL_TABLE } from '../models/model-table.ts';
import { preferenceRank, tierDistance } from '../models/tier-preferences.ts';
import { nearestWord } from '../models/nearest-word.ts';
import type { ImageProvider } from '../providers/image-provider.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { imageSteps, priceOfSteps } from './image-steps.ts';

export interface ChosenModel {
	offered: OfferedProvider;
	provider: ImageProvider;
	found: FoundModel;
	/** `automatic` was asked for and there is no key. */
	sketchForLackOfKey: boolean;
}

/** What a model has to be able to do: an operation, or an image that holds four drafts. */
type Task = Operation | 'sheet_of_drafts';

type Providers = ReadonlyMap<string, OfferedProvider>;

/** Long enough for the estimate of a prompt that is not written yet. Characters. */
const USUAL_PROMPT = 'x'.repeat(600);

/**
 * What a site's policy means today. Fails with `provider_unknown`, `provider_key_missing`, `price_ceiling_too_low` or a
 * model's code, before anything is spent.
 */
export function chooseModel(
	providers: Providers,
	policy: Policy,
	today: Date,
	task: Task = 'generate',
): ChosenModel {
	if (policy.provider !== 'automatic') {
		const chosen = forTask(chooseNamed(providers, policy, today), policy, today, task);
		requireWithinCeiling(policy, [chosen]);
		return chosen;
	}
	const ready = [...providers.values()].filter(({ provider, drawnWithoutAi }) => provider && !drawnWithoutAi);
	// The model that was chosen belongs to a provider that has no key.
	if (ready.length === 0 && task === 'generate') {
		return { ...named(providers, 'sketch', '', today), sketchForLackOfKey: true };
	}
	return policy.model === ''
		? chooseByTier(providers, ready, policy, today, task)
		: forTask(chooseByModel(providers, ready, policy, today), policy, today, task);
}

function chooseNamed(providers: Providers, { provider, model }: Policy, today: Date): ChosenModel {
	requireKnownProvider(providers, provider);
	return named(providers, provider, model, today);
}

/** Fails with `provider_unknown` and what was probably meant. */
export function requireKnownProvider(providers: Providers, provider: string): void {
	if (providers.has(provider)) return;
	const nearest = nearestWord(provider, [...providers.keys()]);
	throw new LimnerError('provider_unknown', {
		subject: nearest === null ? provider : `${provider} → ${nearest}?`,
		cause: `no provider is called ${provider}`,
	});
}

function named(providers: Providers, name: string, model: string, today: Date): ChosenModel {
	const offered = providers.get(name);
	if (!offered) throw new LimnerError('provider_unknown', { subject: name });
	if (!offered.provider) {
		const { key, baseUrl } = offered.definition;
		throw new LimnerError('provider_key_missing', {
			subject: name,
			cause: `${key?.variable ?? baseUrl?.variable ?? 'its setting'} is not set on the sidecar`,
		});
	}
	return {
		offered,
		provider: offered.provider,
		found: findModel(name, model || offered.defaultModel, today),
		sketchForLackOfKey: false,
	};
}

/** `automatic` with a model: whichever provider that is set up has it; the first of them says what is wrong. */
function chooseByModel(
	providers: Providers,
	ready: OfferedProvider[],
	policy: Policy,
	today: Date,
): ChosenModel {
	const owner = ready.find(({ name }) =>
		listModels(name, today).some(({ facts }) => facts.name === policy.model),
	);
	const chosen = named(providers, (owner ?? ready[0])?.name ?? '', policy.model, today);
	requireWithinCeiling(policy, [chosen]);
	return chosen;
}

/** The nearest tier, then a provider that is not down, then the table's preference, then the price. */
function chooseByTier(
	providers: Providers,
	ready: OfferedProvider[],
	policy: Policy,
	today: Date,
	task: Task,
): ChosenModel {
	const fitting = ready
		.flatMap(({ name }) => listModels(name, today))
		.filter(({ facts }) => does(facts, task))
		.map((found) => ({ found, price: priceFor(found, policy) }))
		.filter((one): one is { found: FoundModel; price: number } => one.price !== null)
		.map(({ found, price }) => ({
			chosen: named(providers, found.facts.provider, found.facts.name, today),
			price,
			rank: [
				tierDistance(found.facts.tier, policy.choice.tier),
				providers.get(found.facts.provider)?.health.report().state === 'down' ? 1 : 0,
				found.retiresSoon ? 1 : 0,
				preferenceRank(found.facts),
				price,
			],
		}))
		.toSorted((one, other) => compareRanks(one.rank, other.rank));
	if (fitting.length === 0) {
		if (task !== 'generate') throw unsupported('automatic', task, modelsFor(task, today));
		return withPublishedPrice(named(providers, ready[0]?.name ?? '', '', today));
	}
	requireWithinCeiling(
		policy,
		fitting.map(({ chosen }) => chosen),
	);
	const affordable = fitting.find(({ price }) => price <= (policy.choice.price_ceiling ?? Infinity));
	if (!affordable) throw new Error('The ceiling was checked, and nothing is below it.');
	return affordable.chosen;
}

/** What a size does not fit is said later, by its own code; what nobody published a price for is named, or not taken. */
function withPublishedPrice(chosen: ChosenModel): ChosenModel {
	const { name, price } = chosen.found.facts;
	if (price.kind !== 'unknown') return chosen;
	throw new LimnerError('model_unknown', {
		subject: `automatic → the provider ${chosen.offered.name} by its name?`,
		cause: `nobody published what ${name} costs, and nothing else is set up; such a model is never taken by itself`,
	});
}

/** The provider's default may not do it while another of its models does; a model that was named is not replaced. */
function forTask(chosen: ChosenModel, policy: Policy, today: Date, task: Task): ChosenModel {
	const { facts } = chosen.found;
	if (does(facts, task)) return chosen;
	const others = listModels(facts.provider, today).filter((found) => does(found.facts, task));
	const other = others.find(({ facts: { price } }) => price.kind !== 'unknown') ?? others[0];
	if (policy.model === '' && other) return { ...chosen, found: other };
	const names = others.length > 0 ? others.map((found) => found.facts.name) : modelsFor(task, today);
	throw unsupported(facts.name, task, names);
}

function does(facts: ModelFacts, task: Task): boolean {
	return task === 'sheet_of_drafts' ? facts.drawsSheets === true : facts.operations.includes(task);
}

function modelsFor(task: Task, today: Date): string[] {
	return MODEL_TABLE.filter((facts) => does(facts, task) && facts.retirement === null)
		.filter(({ provider, name }) => listModels(provider, today).some(({ facts }) => facts.name === name))
		.map(({ provider, name }) => `${provider} ${name}`);
}

/** Enough names for a person to choose from. */
const NAMED_MODELS = 3;

function unsupported(model: string, task: Task, names: string[]): LimnerError {
	const some = names.slice(0, NAMED_MODELS).join(', ');
	return new LimnerError('operation_unsupported', {
		subject: some === '' ? task : `${task} → ${some}`,
		cause: `${model} does not do ${task}`,
	});
}

function compareRanks(one: number[], other: number[]): number {
	const index = one.findIndex((value, place) => value !== other[place]);
	return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

/** Micro-dollars for one slot; null where it is not known, or where the model has no such size. */
export function priceFor({ facts }: FoundModel, policy: Policy, prompt = USUAL_PROMPT): number | null {
	try {
		return priceOfSteps(facts, imageSteps(facts, policy), prompt);
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'size_unsupported') return null;
		throw error;
	}
}

/** A price that nobody knows cannot be held below a ceiling. */
function requireWithinCeiling(policy: Policy, chosen: ChosenModel[]): void {
	const ceiling = policy.choice.price_ceiling;
	if (ceiling === null) return;
	const prices = chosen.map(({ found }) => priceFor(found, policy));
	const known = prices.filter((price) => price !== null);
	if (known.some((price) => price <= ceiling)) return;
	throw new LimnerError('price_ceiling_too_low', {
		subject: 'price_ceiling',
		cause: `the ceiling is ${ceiling} micro-dollars an image`,
		...(known.length === 0 ? {} : { amount: Math.min(...known) }),
	});
}
