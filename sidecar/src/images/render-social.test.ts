import { findTemplate } from '@limner/shared/templates/find-templates';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareFonts } from '../fonts/prepare-fonts.ts';
import { prepareSharp } from './prepare-sharp.ts';
import { renderRenditions, type RenditionSpec } from './render-renditions.ts';

const SPEC: RenditionSpec = {
	format: 'webp',
	quality: 80,
	desktop: { width: 640, height: 360 },
	mobile: null,
	subSizes: [],
	focalPoint: null,
	label: null,
	provenance: { digitalSourceType: 'trainedAlgorithmicMedia', creatorTool: 'Limner <test>' },
};

const template = (id: string) => {
	const found = findTemplate(id);
	if (!found) throw new Error(`The table has no template ${id}.`);
	return found;
};

/** A red square of 300 pixels on grey, with its middle at the given place of an image of 1600 × 1200. */
async function squareAt(x: number, y: number, background = '#909090'): Promise<Buffer> {
	const square = { create: { width: 300, height: 300, channels: 3, background: '#d01010' } } as const;
	return sharp({ create: { width: 1600, height: 1200, channels: 4, background } })
		.composite([{ input: square, left: x - 150, top: y - 150 }])
		.png()
		.toBuffer();
}

/** Where the red is, in fractions of the file's height from its top. */
async function middleOfRed(bytes: Buffer): Promise<number> {
	const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
	let [count, sum] = [0, 0];
	for (let at = 0; at < data.length; at += info.channels) {
		if ((data[at] ?? 0) < 160 || (data[at + 1] ?? 0) > 80) continue;
		count++;
		sum += Math.floor(at / info.channels / info.width);
	}
	return sum / count / info.height;
}

/** Noise: nothing is harder for an encoder. */
async function noise(): Promise<Buffer> {
	const pixels = Buffer.from(
		Array.from({ length: 1000 * 1000 * 3 }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 13) & 255),
	);
	return sharp(pixels, { raw: { width: 1000, height: 1000, channels: 3 } })
		.png()
		.toBuffer();
}

beforeAll(() => {
	prepareFonts();
	prepareSharp();
});

describe('files for social media', () => {
	it('are JPEGs of the template’s size among the desktop files, with their origin in them', async () => {
		const social = [template('facebook-feed'), template('instagram-feed-portrait')];
		const { files } = await renderRenditions(await squareAt(800, 600), { ...SPEC, social });
		expect(files.map(({ rendition, size, suffix }) => [rendition, size, suffix])).toEqual([
			['desktop', 'full', ''],
			['desktop', 'limner-facebook-feed', '-1200x630'],
			['desktop', 'limner-instagram-feed-portrait', '-1080x1350'],
		]);
		for (const file of files.slice(1)) {
			const { width, height, format, xmp } = await sharp(file.bytes).metadata();
			expect({ width, height, format }).toEqual({ width: file.width, height: file.height, format: 'jpeg' });
			expect(file.mediaType).toBe('image/jpeg');
			expect(xmp?.toString()).toContain('trainedAlgorithmicMedia');
		}
	});

	it('stand with the mobile files where a site has no desktop image', async () => {
		const spec = {
			...SPEC,
			desktop: null,
			mobile: { width: 320, height: 400 },
			social: [template('x-card')],
		};
		const { files } = await renderRenditions(await squareAt(800, 600), spec);
		expect(files.map(({ rendition, size }) => `${rendition} ${size}`)).toEqual([
			'mobile full',
			'mobile limner-x-card',
		]);
	});

	it('have the subject in the middle of what the platform leaves uncovered', async () => {
		// The lower fifth is covered, and a tenth above.
		const social = [
			{ ...template('x-card'), safe_area: { top: 0.1, right: 0, bottom: 0.2, left: 0 } },
			{ ...template('x-card'), id: 'bare', safe_area: { top: 0, right: 0, bottom: 0, left: 0 } },
		];
		const focalPoint = { x: 0.5, y: 0.5 };
		const { files } = await renderRenditions(await squareAt(800, 600), { ...SPEC, focalPoint, social });
		expect(await middleOfRed(files[1]?.bytes ?? Buffer.alloc(0))).toBeCloseTo(0.45, 2);
		expect(await middleOfRed(files[2]?.bytes ?? Buffer.alloc(0))).toBeCloseTo(0.5, 2);
	});

	it('are white where the image is transparent, as JPEG knows no transparency', async () => {
		const { files } = await renderRenditions(await squareAt(800, 600, '#00000000'), {
			...SPEC,
			social: [template('facebook-feed')],
		});
		const { data } = await sharp(files[1]?.bytes).raw().toBuffer({ resolveWithObject: true });
		expect([...data.subarray(0, 3)].every((value) => value > 250)).toBe(true);
	});

	it('are no larger than the platform takes: of lower quality, or not there at all', async () => {
		const limited = (id: string, bytes: number) => ({
			...template('facebook-feed'),
			id,
			limits: { bytes, formats: ['jpeg' as const] },
		});
		const original = await noise();
		const social = [limited('free', 8_000_000), limited('tight', 500_000), limited('impossible', 1_000)];
		const { files } = await renderRenditions(original, { ...SPEC, quality: 95, social });
		const lengths = new Map(files.map(({ size, bytes }) => [size, bytes.length]));
		expect(lengths.get('limner-free')).toBeGreaterThan(500_000);
		expect(lengths.get('limner-tight')).toBeLessThanOrEqual(500_000);
		expect(lengths.has('limner-impossible')).toBe(false);
	});
});
