import sharp from 'sharp';
import { expect, test } from 'vitest';
import { legalSizeFor } from '../models/legal-size.ts';
import type { ModelFacts, Operation } from '../models/model-facts.ts';
import { MODEL_TABLE } from '../models/model-table.ts';
import { failureOf, make } from './make-image.conformance.ts';
import type { ProviderUnderTest } from './provider-under-test.conformance.ts';

/** That the model table and the adapter are about the same thing: sizes, and what its models do. */
export function describeSizes(setUp: () => ProviderUnderTest, facts: ModelFacts): void {
	test('tries every operation of every model on offer', () => {
		const under = setUp();
		const { name } = under.createProvider();
		const tried = new Set<Operation>(under.operations?.map(({ operation }) => operation));
		tried.add('generate');
		if (under.takesReferences) tried.add('generate_with_references');
		const offered = MODEL_TABLE.filter(({ provider, retirement }) => provider === name && !retirement);
		expect([...tried].toSorted()).toEqual(
			[...new Set(offered.flatMap(({ operations }) => operations))].toSorted(),
		);
	});

	test.each(WANTED_SIZES)('makes %s, or the legal size that is nearest', async (_ratio, width, height) => {
		const under = setUp();
		const size = legalSizeFor(facts, width, height);
		const image = await sharp((await make(under, size)).bytes).metadata();
		expect({ width: image.width, height: image.height }).toEqual({ width: size.width, height: size.height });
		expect(size.exactRatio || Math.abs(Math.log((width * size.height) / (height * size.width))) < 1).toBe(
			true,
		);
	});

	test('refuses a size that the model does not make before it is sent', async () => {
		const under = setUp();
		const failure = await failureOf(make(under, { width: 20_480, height: 512 }));
		expect(failure).toMatchObject({ code: 'size_unsupported', charged: 'no' });
		expect(under.remote?.world.requests() ?? []).toEqual([]);
	});
}

/** Ratios that some models have and some have not. */
const WANTED_SIZES = [
	['16:9', 1024, 576],
	['1:1', 1024, 1024],
	['4:5', 768, 960],
	['3:1', 1152, 384],
] as const;
