import { describe, expect, test } from 'vitest';
import { OPERATIONS } from '@limner/shared/contracts/operation';
import { PROVIDER_DEFINITIONS } from '../providers/provider-definitions.ts';
import { estimatePrice } from './estimate-price.ts';
import { findModel } from './find-model.ts';
import { isLegalSize, legalSizeFor } from './legal-size.ts';
import type { ModelFacts, Operation, PriceRule } from './model-facts.ts';
import { MODEL_TABLE } from './model-table.ts';
import { preferenceRank, TIER_PREFERENCES } from './tier-preferences.ts';

const TODAY = new Date('2026-11-21T12:00:00Z');
const DAY = /^20\d\d-\d\d-\d\d$/;
const offered = MODEL_TABLE.filter(({ retirement }) => retirement === null || retirement.date > '2026-11-21');
const EDITING: readonly Operation[] = ['edit', 'edit_with_mask', 'outpaint'];

test('there is enough to choose from: 60 models, 40 of them through WaveSpeed, 12 that edit', () => {
	expect(offered.length).toBeGreaterThanOrEqual(60);
	expect(offered.filter(({ provider }) => provider === 'wavespeed').length).toBeGreaterThanOrEqual(40);
	const editing = offered.filter(({ operations }) => operations.some((one) => EDITING.includes(one)));
	expect(editing.length).toBeGreaterThanOrEqual(12);
});

test('every provider has a model, and every model a provider', () => {
	expect(new Set(offered.map(({ provider }) => provider))).toEqual(
		new Set(PROVIDER_DEFINITIONS.map(({ name }) => name)),
	);
});

describe.each(MODEL_TABLE.map((facts) => [`${facts.provider} ${facts.name}`, facts] as const))(
	'%s',
	(_name, facts) => {
		test('says where it is from, and what may be done with it', () => {
			expect(facts.title).not.toBe('');
			expect(facts.source.length).toBeGreaterThan(5);
			expect(facts.checked).toMatch(DAY);
			expect(Date.parse(facts.checked)).toBeLessThanOrEqual(TODAY.getTime());
			expect(facts.licence).not.toBe('');
			expect([true, false, null]).toContain(facts.commercialUse);
			expect(['not_kept', 'kept', 'trained_on', 'stays_here', 'unknown']).toContain(facts.inputs);
			expect(['draft', 'standard', 'premium']).toContain(facts.tier);
			if (facts.retirement) expect(facts.retirement.date).toMatch(DAY);
		});

		test('says what it does, in sizes that it takes itself', () => {
			expect(facts.operations.length).toBeGreaterThan(0);
			expect(OPERATIONS).toEqual(expect.arrayContaining([...facts.operations]));
			expect(new Set(facts.operations).size).toBe(facts.operations.length);
			expect(largestPixels(facts)).toBeGreaterThanOrEqual(262_144);
			const size = legalSizeFor(facts, 512, 512);
			expect(isLegalSize(facts, size)).toBe(true);
			expect(facts.promptLimit).toBeGreaterThanOrEqual(0);
			if (facts.operations.includes('generate_with_references')) {
				expect(facts.largestReferenceCount).toBeGreaterThan(0);
			}
		});

		test('says its price in whole micro-dollars, or that nobody published it', () => {
			for (const amount of amountsIn(facts.price)) expect(amount).toBeGreaterThan(0);
			const price = priceOf(facts);
			if (facts.price.kind === 'unknown') expect(price).toBeNull();
			if (facts.price.kind === 'free') expect(price).toBe(0);
			if (price !== null) expect(Number.isInteger(price)).toBe(true);
		});

		test('has a published price and takes a draft as its reference where it draws sheets of drafts', () => {
			if (!facts.drawsSheets) return;
			expect(priceOf(facts)).toBeGreaterThan(0);
			expect(facts.operations).toContain('generate_with_references');
			expect(facts.retirement).toBeNull();
		});

		test('says how long it takes, and when it is given up', () => {
			expect(facts.qualities.length).toBeGreaterThan(0);
			for (const quality of facts.qualities) {
				expect(facts.typicalSeconds[quality]).toBeGreaterThan(0);
				expect(facts.typicalSeconds[quality]).toBeLessThan(facts.timeoutSeconds);
			}
		});
	},
);

describe('what was there before', () => {
	test.each([
		['openai', 'dall-e-2'],
		['openai', 'dall-e-3'],
		['openai', 'gpt-image-1'],
		['openai', 'dall-e'],
		['google', 'imagen-4'],
		['google', 'imagen-4.0-generate-001'],
		['google', 'imagen-4.0-fast-generate-001'],
		['google', 'imagen-4.0-ultra-generate-001'],
		['google', 'gemini-2.5-flash-image'],
		['stability', 'sd3-large'],
		['huggingface', 'stabilityai/stable-diffusion-xl-base-1.0'],
	])('%s %s is known, and leads to what is offered', (provider, name) => {
		let subject = '';
		try {
			findModel(provider, name, TODAY);
		} catch (error) {
			expect(error).toMatchObject({ code: 'model_retired' });
			subject = (error as { subject: string }).subject;
		}
		const successor = subject.split(' → ')[1] ?? '';
		expect(findModel(provider, successor, TODAY).facts.name).toBe(successor);
	});
});

describe.each(['draft', 'standard', 'premium'] as const)('the preferences of %s', (tier) => {
	const preferred = TIER_PREFERENCES[tier];

	test.each(preferred)(
		'$provider $model is on offer, of this tier, and has a price',
		({ provider, model }) => {
			const facts = offered.find((one) => one.provider === provider && one.name === model);
			expect(facts).toMatchObject({ tier, retirement: null });
			expect(facts?.operations).toContain('generate');
			expect(facts && priceOf(facts)).toBeGreaterThan(0);
		},
	);

	test('rank each once, before everything else of the tier', () => {
		const ranks = preferred.map(({ provider, model }) => {
			const facts = offered.find((one) => one.provider === provider && one.name === model);
			return facts && preferenceRank(facts);
		});
		expect(ranks).toEqual(preferred.map((_one, index) => index));
	});

	test('have a model of every provider that asks money for one of this tier', () => {
		const selling = offered.filter(
			(facts) => facts.tier === tier && facts.operations.includes('generate') && (priceOf(facts) ?? 0) > 0,
		);
		for (const { provider } of selling.filter(({ retirement }) => retirement === null)) {
			expect(preferred.map((one) => one.provider)).toContain(provider);
		}
	});
});

function largestPixels({ sizes }: ModelFacts): number {
	if (sizes.kind === 'free') return sizes.largestPixels;
	return Math.max(...sizes.sizes.map(({ width, height }) => width * height));
}

function amountsIn(price: PriceRule): number[] {
	return Object.entries(price).flatMap(([name, value]) =>
		name === 'each' || name === 'first' || name === 'perReference' ? [Number(value)] : [],
	);
}

/** Of a square, at the quality that is listed first. Micro-dollars; null where it is not known. */
function priceOf(facts: ModelFacts): number | null {
	const [quality = 'auto'] = facts.qualities;
	const size = legalSizeFor(facts, 512, 512);
	return estimatePrice(facts, { ...size, quality, prompt: 'x'.repeat(400), references: 0, partialImages: 0 });
}
