import { describe, expect, test } from 'vitest';
import { LimnerError } from '../errors/limner-error.ts';
import { factsAbout } from './find-model.ts';
import { legalSizeFor } from './legal-size.ts';
import type { ModelFacts } from './model-facts.ts';

function model(name: string, provider = 'openai'): ModelFacts {
	const facts = factsAbout(provider, name);
	if (!facts) throw new Error(`${name} is not in the table`);
	return facts;
}

const flare = model('gpt-image-2.5-flare');

describe('legalSizeFor a model of free sizes', () => {
	test.each([
		['a wide desktop image', 1600, 900, 1792, 1008],
		['a mobile image that is legal as it is', 960, 1200, 960, 1200],
		['a square', 1080, 1080, 1088, 1088],
		['a small one: enlarged to the least pixels', 320, 180, 1280, 720],
		['the largest', 3840, 2160, 3840, 2160],
		['a portrait', 1080, 1920, 1152, 2048],
	])('keeps the ratio of %s', (_, width, height, legalWidth, legalHeight) => {
		expect(legalSizeFor(flare, width, height)).toEqual({
			width: legalWidth,
			height: legalHeight,
			exactRatio: true,
			covers: true,
		});
	});

	test.each([
		['no small multiple has this ratio', 1200, 627, 1200, 640],
		['a ratio wider than 3:1', 1600, 400, 1600, 544],
		['a ratio higher than 1:3', 400, 1600, 544, 1600],
		['an exact ratio would need far more pixels', 1010, 1000, 1024, 1008],
	])('says that the ratio is another where %s', (_, width, height, legalWidth, legalHeight) => {
		expect(legalSizeFor(flare, width, height)).toEqual({
			width: legalWidth,
			height: legalHeight,
			exactRatio: false,
			covers: true,
		});
	});

	test('says that a little has to be enlarged, and refuses more than that', () => {
		expect(legalSizeFor(flare, 3900, 1300)).toEqual({
			width: 3840,
			height: 1280,
			exactRatio: true,
			covers: false,
		});
		expect(legalSizeFor(flare, 4000, 2250)).toMatchObject({ width: 3840, height: 2160, covers: false });
		expect(() => legalSizeFor(flare, 6000, 3375)).toThrowError(
			expect.objectContaining({ code: 'size_unsupported', subject: '6000×3375' }),
		);
	});

	test('is legal for every size that anybody could set', () => {
		const sides = [16, 100, 333, 599, 640, 800, 960, 1001, 1200, 1366, 1600, 1999, 2560, 3333, 3840];
		for (const width of sides) {
			for (const height of sides) {
				const size = sizeOrRefusal(width, height);
				if (size instanceof LimnerError) continue;
				const pixels = size.width * size.height;
				expect([size.width % 16, size.height % 16], `${width}×${height}`).toEqual([0, 0]);
				expect(pixels, `${width}×${height}`).toBeGreaterThanOrEqual(655_360);
				expect(pixels, `${width}×${height}`).toBeLessThanOrEqual(8_294_400);
				expect(Math.max(size.width, size.height), `${width}×${height}`).toBeLessThanOrEqual(3840);
				expect(Math.max(size.width / size.height, size.height / size.width)).toBeLessThanOrEqual(3);
				expect(size.covers, `${width}×${height}`).toBe(size.width >= width && size.height >= height);
			}
		}
	});
});

test('legalSizeFor takes the fixed size of the nearest ratio', () => {
	const fixed = model('gpt-image-1.5');
	expect(legalSizeFor(fixed, 1600, 900)).toEqual({
		width: 1536,
		height: 1024,
		exactRatio: false,
		covers: false,
	});
	expect(legalSizeFor(fixed, 960, 1200)).toMatchObject({ width: 1024, height: 1536, covers: true });
	expect(() => legalSizeFor(fixed, 3840, 2160)).toThrowError(
		expect.objectContaining({ code: 'size_unsupported' }),
	);
});

test('legalSizeFor leaves the sketch any size that is large enough', () => {
	expect(legalSizeFor(model('card', 'sketch'), 1600, 900)).toMatchObject({
		width: 1600,
		height: 900,
		exactRatio: true,
	});
});

function sizeOrRefusal(width: number, height: number) {
	try {
		return legalSizeFor(flare, width, height);
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'size_unsupported') return error;
		throw error;
	}
}
