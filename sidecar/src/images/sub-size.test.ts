import { describe, expect, it } from 'vitest';
import { computeSubSize, subSizeSuffix } from './sub-size.ts';

const DEFAULTS = [
	{ name: 'thumbnail', width: 150, height: 150, crop: true },
	{ name: 'medium', width: 300, height: 300, crop: false },
	{ name: 'medium_large', width: 768, height: 0, crop: false },
	{ name: 'large', width: 1024, height: 1024, crop: false },
	{ name: '1536x1536', width: 1536, height: 1536, crop: false },
	{ name: '2048x2048', width: 2048, height: 2048, crop: false },
];

function sizesOf(width: number, height: number) {
	return DEFAULTS.map((size) => {
		const dimensions = computeSubSize({ width, height }, size);
		return dimensions && subSizeSuffix(dimensions);
	});
}

describe('computeSubSize, as WordPress 7.1 computes it', () => {
	it('makes the default sizes of a desktop image', () => {
		expect(sizesOf(1600, 900)).toEqual(['-150x150', '-300x169', '-768x432', '-1024x576', '-1536x864', null]);
	});

	it('makes the default sizes of a mobile image', () => {
		expect(sizesOf(960, 1200)).toEqual(['-150x150', '-240x300', '-768x960', '-819x1024', null, null]);
	});

	it('takes the box where rounding ends one pixel short of it', () => {
		const box = { name: 'box', width: 177, height: 177, crop: false };
		expect(computeSubSize({ width: 465, height: 700 }, box)).toEqual({ width: 118, height: 177 });
	});

	it('rounds as PHP does where the product is a hair below one half', () => {
		const flat = { name: 'flat', width: 0, height: 34, crop: false };
		expect(computeSubSize({ width: 1457, height: 124 }, flat)).toEqual({ width: 400, height: 34 });
	});

	it('crops to what there is where one side is too short', () => {
		const square = { name: 'square', width: 150, height: 150, crop: true };
		expect(computeSubSize({ width: 200, height: 100 }, square)).toEqual({ width: 150, height: 100 });
	});

	it('keeps the ratio where a cropped size leaves one side open', () => {
		const open = { name: 'open', width: 400, height: 0, crop: true };
		expect(computeSubSize({ width: 1600, height: 900 }, open)).toEqual({ width: 400, height: 225 });
	});

	it('makes none that is as large as the image, to a pixel', () => {
		const near = { name: 'near', width: 1599, height: 0, crop: false };
		expect(computeSubSize({ width: 1600, height: 900 }, near)).toBeNull();
		expect(computeSubSize({ width: 1600, height: 900 }, { ...near, width: 1597 })).not.toBeNull();
	});

	it('makes none for a size without sides', () => {
		expect(
			computeSubSize({ width: 1600, height: 900 }, { name: 'none', width: 0, height: 0, crop: false }),
		).toBeNull();
	});
});
