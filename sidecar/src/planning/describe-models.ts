import type { Model, ModelQuery } from '@limner/shared/contracts/model';
import { LimnerError } from '../errors/limner-error.ts';
import { estimatePrice, typicalSeconds } from '../models/estimate-price.ts';
import { legalSizeFor } from '../models/legal-size.ts';
import type { ModelFacts, Quality } from '../models/model-facts.ts';
import { MODEL_TABLE } from '../models/model-table.ts';
import type { OfferedProvider } from '../providers/offered-providers.ts';
import { requireKnownName } from './require-known-name.ts';

type Providers = ReadonlyMap<string, Pick<OfferedProvider, 'provider'>>;

/** What prices are compared by. Pixels. */
const COMPARED = { width: 1024, height: 1024 };

/** Models in the table's order that pass every filter. Fails with `request_malformed` for a name that is none. */
export function describeModels(providers: Providers, query: ModelQuery, today: Date): Model[] {
	if (query.provider !== undefined) requireKnownName('provider', query.provider, [...providers.keys()]);
	if (query.operation !== undefined) requireKnownName('operation', query.operation, knownOperations());
	return MODEL_TABLE.map((facts) => describeModel(providers, facts, today)).filter((model) =>
		passes(model, query),
	);
}

/** What no model does cannot be looked for. */
function knownOperations(): string[] {
	return [...new Set(MODEL_TABLE.flatMap((facts) => facts.operations))];
}

function passes(model: Model, query: ModelQuery): boolean {
	const { provider, operation, tier, licence, price_ceiling: ceiling } = query;
	return (
		(provider === undefined || model.provider === provider) &&
		(operation === undefined || model.operations.includes(operation)) &&
		(tier === undefined || model.tier === tier) &&
		isAnswer(query.commercial_use, model.commercial_use === true) &&
		isAnswer(query.ready, model.ready) &&
		(ceiling === undefined || (model.price_microdollars !== null && model.price_microdollars <= ceiling)) &&
		(licence === undefined || model.licence.toLowerCase().includes(licence.toLowerCase())) &&
		(query.retired === 'yes' || model.retired === (query.retired === 'only'))
	);
}

function isAnswer(asked: 'yes' | 'no' | undefined, holds: boolean): boolean {
	return asked === undefined || holds === (asked === 'yes');
}

function describeModel(providers: Providers, facts: ModelFacts, today: Date): Model {
	const quality = middleQuality(facts);
	return {
		provider: facts.provider,
		model: facts.name,
		title: facts.title,
		is_default: facts.isDefault,
		ready: Boolean(providers.get(facts.provider)?.provider),
		is_local: facts.isLocal,
		tier: facts.tier,
		operations: [...facts.operations],
		licence: facts.licence,
		commercial_use: facts.commercialUse,
		inputs: facts.inputs,
		sizes: describeSizes(facts.sizes),
		qualities: [...facts.qualities],
		prompt_limit: facts.promptLimit,
		largest_reference_count: facts.largestReferenceCount,
		takes_negative_prompt: facts.takesNegativePrompt,
		takes_seed: facts.takesSeed,
		price_microdollars: comparedPrice(facts),
		typical_seconds: typicalSeconds(facts, { ...COMPARED, quality }),
		retirement: facts.retirement,
		retired: facts.retirement !== null && Date.parse(facts.retirement.date) <= today.getTime(),
		source: facts.source,
		checked: facts.checked,
	};
}

function middleQuality({ qualities }: ModelFacts): Quality {
	return qualities.includes('medium') ? 'medium' : 'auto';
}

/** Micro-dollars; null also for a model that makes nothing near this size. */
export function comparedPrice(facts: ModelFacts): number | null {
	try {
		const size = legalSizeFor(facts, COMPARED.width, COMPARED.height);
		const quality = middleQuality(facts);
		return estimatePrice(facts, { ...size, quality, prompt: '', references: 0, partialImages: 0 });
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'size_unsupported') return null;
		throw error;
	}
}

function describeSizes(sizes: ModelFacts['sizes']): Model['sizes'] {
	if (sizes.kind === 'fixed') {
		return {
			kind: 'fixed',
			sizes: sizes.sizes.map(({ width, height, ratio, resolution }) => ({
				width,
				height,
				ratio: ratio ?? null,
				resolution: resolution ?? null,
			})),
		};
	}
	return {
		kind: 'free',
		multiple: sizes.multiple,
		largest_ratio: sizes.largestRatio,
		smallest_pixels: sizes.smallestPixels,
		largest_pixels: sizes.largestPixels,
		largest_side: sizes.largestSide,
	};
}
