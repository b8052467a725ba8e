import type { LimnerErrorDetails } from '../errors/limner-error.ts';
import { factsAbout, listModels, retiredModel } from '../models/find-model.ts';
import type { ModelFacts } from '../models/model-facts.ts';

/**
 * A provider says that it has no such model. `saysGone`: it says so of models that are gone, and in another way of those
 * that a key cannot use; else only what the table knows tells them apart.
 */
export function missingModel(
	provider: string,
	model: string,
	saysGone: boolean,
): { code: 'model_retired' | 'model_unknown' } & Required<Pick<LimnerErrorDetails, 'subject'>> {
	const facts = factsAbout(provider, model);
	if (facts !== null && (facts.retirement !== null || saysGone)) {
		return { code: 'model_retired', subject: retiredModel(withSuccessor(facts)).subject };
	}
	return { code: 'model_unknown', subject: model };
}

/** Gone before the table knew: the first other model that is still offered takes its place. */
function withSuccessor(facts: ModelFacts): ModelFacts {
	const other = listModels(facts.provider, new Date()).find(
		(found) => found.facts.name !== facts.name && !found.facts.standsForAnyName,
	);
	const retirement = facts.retirement ?? { date: 'unannounced', successor: other?.facts.name ?? '' };
	return { ...facts, retirement };
}
