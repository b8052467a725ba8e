import sharp from 'sharp';
import { expect, test } from 'vitest';
import { estimatePrice } from '../../models/estimate-price.ts';
import { factsAbout } from '../../models/find-model.ts';
import { legalSizeFor } from '../../models/legal-size.ts';
import type { ImageRequest } from '../image-provider.ts';
import { toGoogleRequest } from './google-request.ts';

const facts = factsAbout('google', 'gemini-nano-banana-2.1');
if (facts === null) throw new Error('the default model is not in the table');

const request: ImageRequest = {
	operation: 'generate',
	model: facts.name,
	prompt: 'A harbour',
	width: 1376,
	height: 768,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: 'en', palette: [], imageType: 'realistic' },
};

test('a size of the table is asked for by its ratio and its resolution', () => {
	for (const [wanted, aspectRatio, imageSize] of [
		[[1200, 675], '16:9', '1K'],
		[[1600, 900], '16:9', '2K'],
		[[800, 1000], '4:5', '1K'],
		[[3000, 3000], '1:1', '4K'],
	] as const) {
		const { width, height } = legalSizeFor(facts, wanted[0], wanted[1]);
		expect(toGoogleRequest({ ...request, width, height }, facts)).toMatchObject({
			generationConfig: { imageConfig: { aspectRatio, imageSize } },
		});
	}
});

test('words come first, then the source, then the references', async () => {
	const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#375' } });
	const [source, reference] = [await picture.jpeg().toBuffer(), await picture.webp().toBuffer()];
	const body = toGoogleRequest(
		{ ...request, operation: 'edit', prompt: 'Make it night', source, references: [reference] },
		facts,
	);
	expect(body).toMatchObject({
		contents: [
			{
				role: 'user',
				parts: [
					{ text: 'Make it night' },
					{ inlineData: { mimeType: 'image/jpeg', data: source.toString('base64') } },
					{ inlineData: { mimeType: 'image/webp', data: reference.toString('base64') } },
				],
			},
		],
	});
});

test('the resolution decides the price, and every image that goes in counts 1,120 tokens', () => {
	const price = (width: number, height: number, references = 0) =>
		estimatePrice(facts, { width, height, quality: 'auto', prompt: '', references, partialImages: 0 });
	expect(price(1376, 768)).toBe(33_600);
	expect(price(2752, 1536)).toBe(50_400);
	expect(price(5504, 3072)).toBe(113_400);
	expect(price(1376, 768, 2)).toBe(33_600 + 2 * 1680);
});
