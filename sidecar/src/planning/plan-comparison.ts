import { MOST_COMPARED, type ComparisonRequest } from '@limner/shared/contracts/comparison';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { LimnerError } from '../errors/limner-error.ts';
import { listModels } from '../models/find-model.ts';
import { preferenceRank } from '../models/tier-preferences.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { chooseModel, priceFor, type ChosenModel } from './choose-model.ts';
import type { EstimateSources } from './estimate-images.ts';
import { imageSteps, priceOfSteps, type ImageStep } from './image-steps.ts';
import { requireKnownName } from './require-known-name.ts';
import { requireTemplate } from './require-template.ts';

interface NamedModel {
	provider: string;
	model: string;
}

/** One model of a comparison: either it can be asked, or `error` says why not. */
export interface PlannedModel extends NamedModel {
	/** From 1. */
	number: number;
	title: string;
	asking: { chosen: ChosenModel; step: ImageStep; price: number | null; seconds: number } | null;
	error: LimnerError | null;
}

export interface ComparisonPlan {
	/** The site's, without whatever would make the pictures differ by more than their model. */
	policy: Policy;
	models: PlannedModel[];
}

/**
 * Which models draw the prompt and at what price. A model that cannot be asked is in the plan with its reason. Fails
 * with `request_malformed` where it is not clear what is to be compared.
 */
export async function planComparison(
	sources: EstimateSources,
	request: ComparisonRequest,
	today: Date,
): Promise<ComparisonPlan> {
	const policy = comparisonPolicy(request);
	const named = namedModels(sources.providers, request, policy, today);
	const models: PlannedModel[] = [];
	for (const [index, name] of named.entries())
		models.push(await planModel(sources, name, index + 1, request, policy, today));
	requireDifferent(models);
	return { policy, models };
}

function comparisonPolicy({ policy, size, template }: ComparisonRequest): Policy {
	if (size !== null && template !== null) throw malformed('size', 'Name a size or a template, not both.');
	const wanted = size ?? (template === null ? policy.desktop : requireTemplate(template));
	return {
		...policy,
		provider: 'automatic',
		model: '',
		desktop: { enabled: true, width: wanted.width, height: wanted.height },
		mobile: { ...policy.mobile, enabled: false },
		approval: 'by_hand',
		previews: false,
		// Another model's picture under this one's name would be no comparison.
		choice: { ...policy.choice, fallbacks: [] },
		prompting: { ...policy.prompting, keep_together: false, first_as_reference: false },
		style_references: POLICY_DEFAULTS.style_references,
		social: POLICY_DEFAULTS.social,
		sub_sizes: [],
	};
}

type Providers = ReadonlyMap<string, OfferedProvider>;

function namedModels(
	providers: Providers,
	request: ComparisonRequest,
	policy: Policy,
	today: Date,
): NamedModel[] {
	const { models, tier } = request;
	if (models.length > 0 && (tier !== null || request.providers.length > 0))
		throw malformed('models', 'Name models, or a tier with its providers, not both.');
	const named = models.length > 0 ? models : bestOfTier(providers, request, policy, today);
	if (named.length > 0 && named.length <= MOST_COMPARED) return named;
	const which = `the tier ${tier ?? 'standard'} can be had from ${named.length} providers that are set up`;
	throw malformed('models', `${which}. Name 1 to ${MOST_COMPARED} models or providers.`);
}

/** Of each provider its preferred model of the tier, else the cheapest whose price is known. */
function bestOfTier(
	providers: Providers,
	{ providers: asked, tier }: ComparisonRequest,
	policy: Policy,
	today: Date,
): NamedModel[] {
	const known = [...providers.keys()];
	const ready = [...providers.values()].filter(({ provider, drawnWithoutAi }) => provider && !drawnWithoutAi);
	const names =
		asked.length > 0
			? asked.map((name) => requireKnownName('provider', name, known))
			: ready.map(({ name }) => name);
	return names.flatMap((provider) => {
		const fitting = listModels(provider, today)
			.filter(({ facts }) => facts.tier === (tier ?? 'standard') && facts.operations.includes('generate'))
			.map((found) => ({ found, price: priceFor(found, policy) }))
			.filter(({ price }) => price !== null)
			.toSorted(
				(one, other) =>
					preferenceRank(one.found.facts) - preferenceRank(other.found.facts) ||
					(one.price ?? 0) - (other.price ?? 0),
			);
		return fitting.slice(0, 1).map(({ found }) => ({ provider, model: found.facts.name }));
	});
}

async function planModel(
	{ providers, secondsFor }: EstimateSources,
	{ provider, model }: NamedModel,
	number: number,
	{ prompt }: ComparisonRequest,
	policy: Policy,
	today: Date,
): Promise<PlannedModel> {
	const plain = { number, provider, model, title: model || provider };
	try {
		const chosen = chooseModel(providers, { ...policy, provider, model }, today);
		const { facts } = chosen.found;
		if (!facts.isLocal && prompt.length > facts.promptLimit)
			throw new LimnerError('prompt_too_long', { subject: facts.title, amount: facts.promptLimit });
		const steps = imageSteps(facts, policy);
		const [step] = steps;
		if (!step) throw new Error('A slot takes one image at least.');
		const asking = {
			chosen,
			step,
			price: priceOfSteps(facts, steps, prompt),
			seconds: await secondsFor(facts, step),
		};
		return { ...plain, provider: facts.provider, model: facts.name, title: facts.title, asking, error: null };
	} catch (error) {
		if (error instanceof LimnerError) return { ...plain, asking: null, error };
		throw error;
	}
}

function requireDifferent(models: PlannedModel[]): void {
	const names = models.map(({ provider, model }) => `${provider}/${model}`);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) throw malformed('models', `${twice} is named twice.`);
}

function malformed(subject: string, cause: string): LimnerError {
	return new LimnerError('request_malformed', { subject, cause });
}
