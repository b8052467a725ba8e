import type { Estimate, EstimateRequest, Estimates } from '@limner/shared/contracts/estimate';
import { sizeOfRatio } from '@limner/shared/templates/aspect-ratios';
import { LimnerError } from '../errors/limner-error.ts';
import { estimatePrice } from '../models/estimate-price.ts';
import { findModel, listModels, type FoundModel } from '../models/find-model.ts';
import { legalSizeFor, type LegalSize } from '../models/legal-size.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import { isUnchecked, type OfferedProvider } from '../providers/offered-providers.ts';
import { estimateSecondsForAll } from './estimate-seconds.ts';
import { requireKnownName } from './require-known-name.ts';
import { requireTemplate } from './require-template.ts';

type Providers = ReadonlyMap<string, OfferedProvider>;
type Wanted = Estimates['wanted'];
type Quality = Estimate['quality'];

/** Where only a ratio is named. Pixels. */
const LONGER_SIDE = 1600;

export interface EstimateSources {
	providers: Providers;
	/** Seconds for one image: learnt from past times, or the table's. */
	secondsFor(facts: ModelFacts, step: { width: number; height: number; quality: Quality }): Promise<number>;
}

/**
 * What images would cost and take, before anything is spent. Fails with `request_malformed`, a model's code or
 * `size_unsupported`.
 */
export async function estimateImages(
	sources: EstimateSources,
	request: EstimateRequest,
	today: Date,
): Promise<Estimates> {
	const wanted = wantedSize(request);
	const isNamed = request.provider !== null;
	const found = isNamed
		? [named(sources.providers, request, today)]
		: ofTier(sources.providers, request, today);
	const estimates: Estimate[] = [];
	for (const model of found) {
		const size = isNamed ? legalSize(model.facts, wanted) : legalSizeOrNull(model.facts, wanted);
		if (size) estimates.push(await estimateOne(sources, model, size, wanted, request));
	}
	return { wanted, count: request.count, estimates: estimates.toSorted(cheapestFirst) };
}

function wantedSize({ template: id, size, ratio }: EstimateRequest): Wanted {
	const given = [id, size, ratio].filter((one) => one !== null);
	const isAuto = ratio === 'auto';
	if (given.length !== 1 || isAuto) {
		throw new LimnerError('request_malformed', {
			subject: 'size',
			cause: isAuto
				? 'The ratio “auto” says nothing before there is an image. Name a template, a size or another ratio.'
				: 'Name one of a template, a size and a ratio.',
		});
	}
	if (id !== null) {
		const template = requireTemplate(id);
		return { width: template.width, height: template.height, template: template.id };
	}
	const pixels = size ?? sizeOfRatio(ratio ?? 'auto', LONGER_SIDE);
	if (!pixels) throw new Error('Neither a size nor a ratio is left.');
	return { ...pixels, template: null };
}

function named(providers: Providers, request: EstimateRequest, today: Date): FoundModel {
	if (request.tier !== null) {
		throw new LimnerError('request_malformed', {
			subject: 'tier',
			cause: 'Name a provider or a tier, not both.',
		});
	}
	const provider = requireKnownName('provider', request.provider ?? '', [...providers.keys()]);
	return findModel(provider, request.model ?? '', today);
}

/** Of the providers that are set up; of all of them where none but the one without AI is. */
function ofTier(providers: Providers, { model, tier }: EstimateRequest, today: Date): FoundModel[] {
	if (model !== null) {
		throw new LimnerError('request_malformed', {
			subject: 'provider',
			cause: `Name the provider of the model “${model}”.`,
		});
	}
	const all = [...providers.values()];
	const ready = all.filter(({ provider, drawnWithoutAi }) => provider && !drawnWithoutAi);
	return (ready.length > 0 ? ready : all)
		.flatMap(({ name }) => listModels(name, today))
		.filter(({ facts }) => facts.tier === (tier ?? 'standard') && facts.operations.includes('generate'));
}

function legalSize(facts: ModelFacts, wanted: Wanted): LegalSize {
	return legalSizeFor(facts, wanted.width, wanted.height);
}

function legalSizeOrNull(facts: ModelFacts, wanted: Wanted): LegalSize | null {
	try {
		return legalSize(facts, wanted);
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'size_unsupported') return null;
		throw error;
	}
}

async function estimateOne(
	{ providers, secondsFor }: EstimateSources,
	found: FoundModel,
	size: LegalSize,
	wanted: Wanted,
	{ quality: asked, count, prompt }: EstimateRequest,
): Promise<Estimate> {
	const { facts } = found;
	const offered = providers.get(facts.provider);
	const quality: Quality = facts.qualities.includes(asked) ? asked : 'auto';
	const price = estimatePrice(facts, { ...size, quality, prompt, references: 0, partialImages: 0 });
	const seconds = await secondsFor(facts, { ...size, quality });
	return {
		provider: facts.provider,
		model: facts.name,
		title: facts.title,
		tier: facts.tier,
		size: { width: size.width, height: size.height },
		quality,
		price_microdollars: price,
		total_microdollars: price === null ? null : price * count,
		seconds_each: Math.max(1, Math.round(seconds)),
		seconds_all: Math.max(1, estimateSecondsForAll(count, seconds, offered?.places ?? 1)),
		notices: noticesFor(found, offered, size, wanted, { asked, quality, price }),
	};
}

function noticesFor(
	{ facts, retiresSoon }: FoundModel,
	offered: OfferedProvider | undefined,
	size: LegalSize,
	wanted: Wanted,
	{ asked, quality, price }: { asked: Quality; quality: Quality; price: number | null },
): Estimate['notices'] {
	const { key, baseUrl } = offered?.definition ?? {};
	const notices: (Estimate['notices'][number] | false)[] = [
		!offered?.provider && {
			code: 'provider_not_ready',
			subject: key?.variable ?? baseUrl?.variable ?? facts.provider,
		},
		offered !== undefined && isUnchecked(offered) && { code: 'provider_unchecked', subject: facts.provider },
		retiresSoon !== null && {
			code: 'model_retires_soon',
			subject: `${retiresSoon.date}, ${retiresSoon.successor}`,
		},
		!size.exactRatio && { code: 'size_adjusted', subject: `${size.width}×${size.height}` },
		!size.covers && {
			code: 'enlarged',
			subject: Math.max(wanted.width / size.width, wanted.height / size.height).toFixed(2),
		},
		asked !== quality && { code: 'quality_adjusted', subject: asked },
		price === null && { code: 'price_unknown', subject: facts.name },
	];
	return notices.filter((notice) => notice !== false);
}

/** What nobody published comes last. */
function cheapestFirst(one: Estimate, other: Estimate): number {
	return (one.price_microdollars ?? Infinity) - (other.price_microdollars ?? Infinity) || 0;
}
