import { describe, expect, test } from 'vitest';
import { estimatePrice, typicalSeconds, type PricedRequest } from './estimate-price.ts';
import { factsAbout } from './find-model.ts';
import type { ModelFacts, Quality } from './model-facts.ts';

function model(name: string, provider = 'openai'): ModelFacts {
	const facts = factsAbout(provider, name);
	if (!facts) throw new Error(`${name} is not in the table`);
	return facts;
}

const request: PricedRequest = {
	width: 1024,
	height: 1024,
	quality: 'low',
	prompt: '',
	references: 0,
	partialImages: 0,
};

describe('estimatePrice', () => {
	/** OpenAI's published table of output tokens, at 30 micro-dollars each. */
	test.each<[string, number, number, Partial<Record<Quality, number>>]>([
		['gpt-image-2.5-flare', 1024, 1024, { low: 196, medium: 439, high: 1756, xhigh: 3122, max: 7024 }],
		['gpt-image-2.5-flare', 1536, 1024, { low: 158, medium: 343, high: 1372, xhigh: 2459, max: 5488 }],
		['gpt-image-2', 1536, 1024, { low: 158, medium: 1372, high: 5488 }],
	])('agrees with the published tokens of %s at %d × %d', (name, width, height, tokens) => {
		for (const [quality, count] of Object.entries(tokens)) {
			const price = estimatePrice(model(name), { ...request, width, height, quality: quality as Quality });
			expect(price, quality).toBe(count * 30);
		}
	});

	test('reads the token table of the models with fixed sizes', () => {
		const price = estimatePrice(model('gpt-image-1.5'), {
			...request,
			width: 1536,
			height: 1024,
			quality: 'high',
		});
		expect(price).toBe(6208 * 32);
	});

	test('adds the prompt, each reference and each partial image', () => {
		const flare = model('gpt-image-2.5-flare');
		expect(estimatePrice(flare, { ...request, prompt: 'x'.repeat(700) })).toBe(196 * 30 + 200 * 5);
		expect(estimatePrice(flare, { ...request, references: 2 })).toBe(196 * 30 + 2 * 4160 * 8);
		expect(estimatePrice(flare, { ...request, partialImages: 3 })).toBe((196 + 300) * 30);
	});

	test('does not promise less than an automatic quality may cost', () => {
		expect(estimatePrice(model('gpt-image-2.5-flare'), { ...request, quality: 'auto' })).toBe(1756 * 30);
	});

	test('says that it does not know what nobody published', () => {
		expect(estimatePrice(model('gpt-image-2.6-flare'), request)).toBeNull();
	});

	test('is nothing for what is drawn here', () => {
		expect(estimatePrice(model('card', 'sketch'), request)).toBe(0);
	});
});

test('typicalSeconds grows with quality and size', () => {
	const flare = model('gpt-image-2.5-flare');
	const small = typicalSeconds(flare, request);
	expect(typicalSeconds(flare, { ...request, quality: 'high' })).toBeGreaterThan(small);
	expect(typicalSeconds(flare, { ...request, width: 2048, height: 2048 })).toBeGreaterThan(small);
	expect(Number.isInteger(small)).toBe(true);
});
