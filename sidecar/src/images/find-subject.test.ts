import { describe, expect, it } from 'vitest';
import { cropWindowAround } from './crop-window.ts';
import { findSubject } from './find-subject.ts';
import { computeSaliency, type Raster } from './saliency.ts';

const WIDTH = 128;
const HEIGHT = 72;
const MOBILE = { width: 4, height: 5 };

type Shade = (x: number, y: number) => [red: number, green: number, blue: number];

function paint(shade: Shade): Raster {
	const data = new Uint8Array(WIDTH * HEIGHT * 3);
	for (let y = 0; y < HEIGHT; y++) {
		for (let x = 0; x < WIDTH; x++) data.set(shade(x, y), (y * WIDTH + x) * 3);
	}
	return { data, width: WIDTH, height: HEIGHT };
}

const inDisc = (x: number, y: number, middle: number, radius = 12) => Math.hypot(x - middle, y - 38) < radius;

/** The same speckle on every run. */
const speckle = (x: number, y: number) => ((x * 7919 + y * 104729 + x * y * 31) % 23) - 11;

/** Backgrounds that are not plain, each of which misleads one of the three readings on its own. */
const SCENES: Record<string, (middle: number) => Shade> = {
	'a disc before a sky that grows darker': (middle) => (x, y) =>
		inDisc(x, y, middle) ? [190, 90, 40] : [120 + y, 150 + y, 230],
	'a dark disc on speckled grass': (middle) => (x, y) =>
		inDisc(x, y, middle) ? [50, 40, 45] : [70 + speckle(x, y), 130 + 2 * speckle(x, y), 60],
	'a figure that the lower edge cuts': (middle) => (x, y) =>
		Math.abs(x - middle) < 10 && y > 22 ? [200, 150, 125] : [90, 110 + x / 4, 120],
	'a grey disc in a grey photograph': (middle) => (x, y) => {
		const grey = inDisc(x, y, middle) ? 60 : 150 + y / 2 + speckle(x, y) / 2;
		return [grey, grey, grey];
	},
};

function windowFor(shade: Shade) {
	const raster = paint(shade);
	return cropWindowAround(raster, MOBILE, findSubject(computeSaliency(raster), MOBILE));
}

describe('findSubject', () => {
	for (const [name, scene] of Object.entries(SCENES)) {
		it.each([14, 30, 50, 64, 80, 100, 113])(`keeps ${name} whole (%i)`, (middle) => {
			const window = windowFor(scene(middle));
			expect(window.left).toBeLessThanOrEqual(middle - 11);
			expect(window.left + window.width).toBeGreaterThanOrEqual(middle + 11);
		});
	}

	it('leaves room on both sides of a subject that has it', () => {
		const window = windowFor((x, y) => (inDisc(x, y, 44) ? [200, 60, 40] : [150, 160, 170]));
		expect(Math.abs(window.left + window.width / 2 - 44)).toBeLessThan(8);
	});

	it('takes the middle of an image without a subject', () => {
		const raster = paint(() => [90, 120, 150]);
		expect(findSubject(computeSaliency(raster), MOBILE)).toEqual({ x: 0.5, y: 0.5 });
	});

	it('finds the height for a flatter target, too', () => {
		const raster = paint((x, y) => (Math.hypot(x - 60, y - 58) < 9 ? [220, 60, 40] : [140, 150, 160]));
		const window = cropWindowAround(
			raster,
			{ width: 3, height: 1 },
			findSubject(computeSaliency(raster), { width: 3, height: 1 }),
		);
		expect(window.top).toBeLessThanOrEqual(50);
		expect(window.top + window.height).toBeGreaterThanOrEqual(66);
	});
});

describe('cropWindowAround', () => {
	it('stays inside the image at its edges', () => {
		const image = { width: 1536, height: 1024 };
		expect(cropWindowAround(image, MOBILE, { x: 0, y: 1 })).toEqual({
			left: 0,
			top: 0,
			width: 819,
			height: 1024,
		});
		expect(cropWindowAround(image, MOBILE, { x: 1, y: 0 })).toEqual({
			left: 717,
			top: 0,
			width: 819,
			height: 1024,
		});
	});
});
