import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from './model-facts.ts';
import { MODEL_TABLE } from './model-table.ts';
import { editDistance } from './nearest-word.ts';

export interface FoundModel {
	facts: ModelFacts;
	/** Set when the model goes within the warning time; people should hear it before they rely on it. */
	retiresSoon: { date: string; successor: string } | null;
}

/** Two months: long enough for a post that is planned now to be published with the same model. */
const WARNING_DAYS = 60;
const DAY = 24 * 60 * 60 * 1000;

/**
 * The facts about a model; an empty name is the provider's default, and a provider with an entry for any name knows
 * every name. The subject of a refusal names what to take instead:
 * `dall-e-3 → gpt-image-2.5-flare` for a retired model, with a question mark where the name is only the nearest known.
 */
export function findModel(provider: string, name: string, today: Date): FoundModel {
	const offered = MODEL_TABLE.filter((facts) => facts.provider === provider);
	if (offered.length === 0) throw new LimnerError('provider_unknown', { subject: provider });
	const facts =
		offered.find((candidate) => (name === '' ? candidate.isDefault : candidate.name === name)) ??
		factsOfAnyName(offered, name) ??
		retiredFamily(offered, name, today);
	if (!facts) throw unknownModel(name, offered, today);
	if (isRetired(facts, today)) throw retiredModel(facts);
	return { facts, retiresSoon: retirementWithin(facts, today, WARNING_DAYS) };
}

/** What can be chosen today, the default first. */
export function listModels(provider: string, today: Date): FoundModel[] {
	return MODEL_TABLE.filter((facts) => facts.provider === provider && !isRetired(facts, today))
		.filter((facts) => facts.isDefault || !facts.standsForAnyName)
		.map((facts) => ({ facts, retiresSoon: retirementWithin(facts, today, WARNING_DAYS) }))
		.sort((one, other) => Number(other.facts.isDefault) - Number(one.facts.isDefault));
}

/** Facts whatever the date, for what happened in the past; null for a model that never was in the table. */
export function factsAbout(provider: string, name: string): ModelFacts | null {
	const offered = MODEL_TABLE.filter((facts) => facts.provider === provider);
	return offered.find((facts) => facts.name === name) ?? factsOfAnyName(offered, name) ?? null;
}

function factsOfAnyName(offered: readonly ModelFacts[], name: string): ModelFacts | undefined {
	const facts = offered.find((candidate) => candidate.standsForAnyName);
	return facts && { ...facts, name, title: name, isDefault: false };
}

export function retiredModel(facts: ModelFacts): LimnerError {
	const { date, successor } = facts.retirement ?? { date: 'unknown', successor: '' };
	return new LimnerError('model_retired', {
		subject: successor === '' ? facts.name : `${facts.name} → ${successor}`,
		cause: `${facts.name} is no longer offered (retired: ${date})`,
	});
}

/** `imagen-4` is what people call `imagen-4.0-generate-001`: a name that only retired models begin with. */
function retiredFamily(offered: ModelFacts[], name: string, today: Date): ModelFacts | undefined {
	const family = offered.filter((facts) => name.length >= SHORTEST_FAMILY && facts.name.startsWith(name));
	return family.every((facts) => isRetired(facts, today)) ? family[0] : undefined;
}

const SHORTEST_FAMILY = 6;

function unknownModel(name: string, offered: ModelFacts[], today: Date): LimnerError {
	const elsewhere = MODEL_TABLE.find((facts) => facts.name === name && !isRetired(facts, today));
	if (elsewhere) {
		return new LimnerError('model_unknown', {
			subject: `${name} → the provider ${elsewhere.provider}?`,
			cause: `${name} is a model of the provider ${elsewhere.provider}`,
		});
	}
	const [nearest] = offered
		.filter((facts) => !isRetired(facts, today))
		.map((facts) => ({ name: facts.name, distance: editDistance(name.toLowerCase(), facts.name) }))
		.sort((one, other) => one.distance - other.distance);
	return new LimnerError('model_unknown', {
		subject: nearest ? `${name} → ${nearest.name}?` : name,
		cause: `no model is called ${name}${nearest ? `; the nearest known is ${nearest.name}` : ''}`,
	});
}

function isRetired(facts: ModelFacts, today: Date): boolean {
	return facts.retirement !== null && Date.parse(facts.retirement.date) <= today.getTime();
}

function retirementWithin(facts: ModelFacts, today: Date, days: number): FoundModel['retiresSoon'] {
	if (facts.retirement === null) return null;
	return Date.parse(facts.retirement.date) - today.getTime() <= days * DAY ? facts.retirement : null;
}
