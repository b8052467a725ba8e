import type { PolicyChoice } from '@limner/shared/contracts/choice';
import type { Policy } from '@limner/shared/contracts/policy';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { chooseModel, priceFor, type ChosenModel } from './choose-model.ts';
import { openFallback } from './fallbacks.ts';
import { countStyleReferences, imageSteps, listStyleReferences } from './image-steps.ts';
import { requireKnownSettings } from './require-known-settings.ts';

type Notices = PolicyChoice['notices'];
type Providers = ReadonlyMap<string, OfferedProvider>;

/**
 * What a policy means today, before there is a post. Fails as `chooseModel` and `requireKnownSettings` do, and
 * with `size_unsupported`.
 */
export function describeChoice(providers: Providers, policy: Policy, today: Date): PolicyChoice {
	requireKnownSettings(providers, policy, today);
	const chosen = chooseModel(providers, policy, today);
	const { offered, found } = chosen;
	const notices = choiceNotices(chosen, policy);
	const price = priceFor(found, policy);
	if (price === null) notices.push({ code: 'price_unknown', subject: found.facts.name });
	return {
		provider: offered.name,
		provider_title: offered.title,
		model: found.facts.name,
		model_title: found.facts.title,
		tier: found.facts.tier,
		drawn_without_ai: offered.drawnWithoutAi,
		price_microdollars: price,
		notices: [...notices, ...fallbackNotices(providers, policy, price)],
	};
}

/** What the chosen model does otherwise than the policy says. */
export function choiceNotices({ found, sketchForLackOfKey }: ChosenModel, policy: Policy): Notices {
	const { facts, retiresSoon } = found;
	const notices: Notices = [];
	if (sketchForLackOfKey) notices.push({ code: 'provider_key_missing_sketch_used', subject: 'openai' });
	if (retiresSoon) {
		notices.push({ code: 'model_retires_soon', subject: `${facts.name}, ${retiresSoon.date}` });
	}
	for (const step of imageSteps(facts, policy)) {
		if (!step.exactRatio || !step.covers) {
			notices.push({ code: 'size_adjusted', subject: `${step.width}×${step.height}` });
		}
	}
	if (policy.prompting.negative.trim() !== '' && !facts.takesNegativePrompt) {
		notices.push({ code: 'negative_prompt_not_sent', subject: facts.name });
	}
	const references = listStyleReferences(policy).length;
	const sent = countStyleReferences(facts, policy);
	if (sent < references) {
		notices.push({ code: 'style_references_not_sent', subject: `${sent}/${references}` });
	}
	return notices;
}

/** A fallback that could not take over is worth knowing before it is needed. `promised` as `openFallback` has it. */
export function fallbackNotices(providers: Providers, policy: Policy, promised: number | null): Notices {
	return policy.choice.fallbacks
		.filter((fallback) => openFallback(providers, policy, fallback, promised) === null)
		.map(({ provider, model }) => ({
			code: 'fallback_unusable',
			subject: model === '' ? provider : `${provider} ${model}`,
		}));
}
