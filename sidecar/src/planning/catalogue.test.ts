import { describe, expect, test } from 'vitest';
import { estimateRequestSchema, type Estimates } from '@limner/shared/contracts/estimate';
import { modelListSchema, modelQuerySchema, type Model } from '@limner/shared/contracts/model';
import { providerListSchema } from '@limner/shared/contracts/provider';
import { TEMPLATE_TABLE } from '@limner/shared/templates/template-table';
import { readConfig } from '../config/read-config.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { typicalSeconds } from '../models/estimate-price.ts';
import { factsAbout } from '../models/find-model.ts';
import { CreditReader } from '../providers/credit-reader.ts';
import { offerProviders } from '../providers/offered-providers.ts';
import { PROVIDER_DEFINITIONS } from '../providers/provider-definitions.ts';
import { describeModels } from './describe-models.ts';
import { describeProviders } from './describe-providers.ts';
import { estimateImages } from './estimate-images.ts';

const TODAY = new Date('2026-11-21T12:00:00Z');

function set(environment: Record<string, string> = {}) {
	const config = readConfig({ HOME: '/', ...environment });
	return { config, providers: offerProviders(config, 2), credits: new CreditReader() };
}

function models(query: object, environment: Record<string, string> = {}): Model[] {
	return describeModels(set(environment).providers, modelQuerySchema.parse(query), TODAY);
}

function estimate(request: object, environment: Record<string, string> = {}): Promise<Estimates> {
	const { providers } = set(environment);
	const secondsFor: Parameters<typeof estimateImages>[0]['secondsFor'] = (facts, step) =>
		Promise.resolve(typicalSeconds(facts, step));
	return estimateImages({ providers, secondsFor }, estimateRequestSchema.parse(request), TODAY);
}

async function causeOf(work: () => unknown): Promise<string> {
	try {
		await work();
	} catch (error) {
		if (error instanceof LimnerError) return `${error.code}: ${error.message}`;
		throw error;
	}
	throw new Error('It was not refused.');
}

describe('describeModels', () => {
	test('keeps its contract, and leaves out what is retired unless it is asked for', () => {
		const offered = models({});
		expect(modelListSchema.parse({ models: offered })).toEqual({ models: offered });
		expect(offered.map(({ model }) => model)).not.toContain('dall-e-3');
		expect(models({ retired: 'only' }).map(({ model }) => model)).toContain('dall-e-3');
		expect(models({ retired: 'yes' }).length).toBeGreaterThan(offered.length);
	});

	test('filters by everything that can be asked', () => {
		expect(models({ provider: 'sketch' }).map(({ model }) => model)).toEqual(['card']);
		expect(
			models({ operation: 'edit_with_mask' }).every(({ operations }) =>
				operations.includes('edit_with_mask'),
			),
		).toBe(true);
		expect(new Set(models({ tier: 'premium' }).map(({ tier }) => tier))).toEqual(new Set(['premium']));
		expect(models({ commercial_use: 'yes' }).every(({ commercial_use }) => commercial_use)).toBe(true);
		expect(models({ licence: 'GPL' }).map(({ provider }) => provider)).toContain('sketch');
		const cheap = models({ price_ceiling: '10000' });
		expect(cheap.length).toBeGreaterThan(0);
		expect(cheap.every(({ price_microdollars: price }) => price !== null && price <= 10_000)).toBe(true);
		expect(models({ ready: 'yes' }).map(({ provider }) => provider)).toEqual(['sketch']);
		const withKey = models({ ready: 'yes' }, { OPENAI_API_KEY: 'sk-test' });
		expect(new Set(withKey.map(({ provider }) => provider))).toEqual(new Set(['openai', 'sketch']));
	});

	test('says what was probably meant', async () => {
		expect(await causeOf(() => models({ provider: 'opnai' }))).toBe(
			'request_malformed: There is no provider “opnai”. Did you mean “openai”?',
		);
		expect(await causeOf(() => models({ operation: 'upscal' }))).toContain('Did you mean “upscale”?');
	});
});

describe('describeProviders', () => {
	test('names what is missing by its variable, and what the adapter was held against', async () => {
		const providers = await describeProviders(set(), TODAY);
		expect(providerListSchema.parse({ providers })).toEqual({ providers });
		expect(providers.map(({ name }) => name)).toEqual(PROVIDER_DEFINITIONS.map(({ name }) => name));
		expect(providers.find(({ name }) => name === 'openai')).toMatchObject({
			ready: false,
			missing: ['OPENAI_API_KEY'],
			health: { state: 'untried', last_error: null },
			credit_microdollars: null,
		});
		expect(providers.find(({ name }) => name === 'sketch')).toMatchObject({
			ready: true,
			missing: [],
			models: 1,
			cheapest_microdollars: 0,
		});
		for (const { ready, missing } of providers) expect(ready).toBe(missing.length === 0);
	});

	test('never says a key', async () => {
		const key = 'sk-never-to-be-seen';
		const providers = await describeProviders(set({ OPENAI_API_KEY: key }), TODAY);
		expect(providers.find(({ name }) => name === 'openai')).toMatchObject({ ready: true, missing: [] });
		expect(JSON.stringify(providers)).not.toContain(key);
	});
});

describe('estimateImages', () => {
	test('says legal size, price and time of a named model, as many as are wanted', async () => {
		const one = {
			provider: 'openai',
			model: 'gpt-image-2.5-flare',
			template: 'blog-header',
			quality: 'medium',
		};
		const { wanted, estimates } = await estimate({ ...one, count: 10 }, { OPENAI_API_KEY: 'sk-test' });
		expect(wanted).toEqual({ width: 1600, height: 900, template: 'blog-header' });
		expect(estimates).toHaveLength(1);
		const [first] = estimates;
		expect(first).toMatchObject({ model: one.model, size: { width: 1792, height: 1008 }, quality: 'medium' });
		expect(first?.price_microdollars).toBeGreaterThan(1_000);
		expect(first?.total_microdollars).toBe((first?.price_microdollars ?? 0) * 10);
		expect(first?.seconds_all).toBeGreaterThan(first?.seconds_each ?? 0);
		expect(first?.notices).toEqual([]);
	});

	test('says what to know before', async () => {
		const { estimates } = await estimate({ provider: 'openai', model: 'gpt-image-1.5', ratio: '16:9' });
		expect(estimates[0]?.notices).toEqual([
			{ code: 'provider_not_ready', subject: 'OPENAI_API_KEY' },
			{ code: 'model_retires_soon', subject: '2026-12-01, gpt-image-2.5-flare' },
			{ code: 'size_adjusted', subject: '1536×1024' },
			{ code: 'enlarged', subject: '1.04' },
		]);
		const unknown = await estimate({ provider: 'openai', model: 'gpt-image-2.6-flare', ratio: '1:1' });
		expect(unknown.estimates[0]).toMatchObject({ price_microdollars: null, total_microdollars: null });
		expect(unknown.estimates[0]?.notices.map(({ code }) => code)).toContain('price_unknown');
	});

	test('compares the models of a tier, the cheapest first and the unknown last', async () => {
		const { estimates } = await estimate(
			{ tier: 'standard', size: { width: 1024, height: 1024 } },
			{ OPENAI_API_KEY: 'sk-test' },
		);
		expect(new Set(estimates.map(({ provider }) => provider))).toEqual(new Set(['openai']));
		const prices = estimates.map(({ price_microdollars: price }) => price ?? Infinity);
		expect(prices).toEqual(prices.toSorted((low, high) => low - high));
		expect(prices.at(-1)).toBe(Infinity);
	});

	test.each([
		[{ provider: 'openai' }, 'Name one of a template, a size and a ratio.'],
		[{ template: 'x-card', ratio: '1:1' }, 'Name one of a template, a size and a ratio.'],
		[{ ratio: 'auto' }, 'says nothing before there is an image'],
		[{ template: 'x-crad' }, 'There is no template “x-crad”. Did you mean “x-card”?'],
		[{ provider: 'sketsh', ratio: '1:1' }, 'Did you mean “sketch”?'],
		[{ provider: 'openai', model: 'gpt-image-2.5-flair', ratio: '1:1' }, 'gpt-image-2.5-flare'],
		[{ model: 'gpt-image-2', ratio: '1:1' }, 'Name the provider of the model “gpt-image-2”.'],
		[{ provider: 'openai', tier: 'draft', ratio: '1:1' }, 'Name a provider or a tier, not both.'],
		[{ provider: 'sketch', size: { width: 8192, height: 8192 } }, 'size_unsupported'],
	])('refuses %j', async (request, cause) => {
		expect(await causeOf(() => estimate(request))).toContain(cause);
	});
});

test('templates recommend models that are offered', () => {
	for (const { id, recommended } of TEMPLATE_TABLE) {
		for (const { provider, model } of recommended.models) {
			expect(factsAbout(provider, model), `${id}: ${provider} ${model}`).toMatchObject({ retirement: null });
		}
	}
});
