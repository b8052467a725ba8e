import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectImage } from './inspect-image.ts';
import { prepareSharp } from './prepare-sharp.ts';

function noise(width: number, height: number) {
	return sharp({
		create: {
			width,
			height,
			channels: 3,
			background: '#888',
			noise: { type: 'gaussian', mean: 120, sigma: 40 },
		},
	});
}

beforeAll(prepareSharp);

describe('inspectImage', () => {
	it.each([
		['image/jpeg', () => noise(320, 200).jpeg().toBuffer()],
		['image/png', () => noise(320, 200).png().toBuffer()],
		['image/webp', () => noise(320, 200).webp().toBuffer()],
		['image/avif', () => noise(320, 200).avif({ effort: 0 }).toBuffer()],
	])('reads %s', async (mediaType, make) => {
		await expect(inspectImage(await make())).resolves.toEqual({ width: 320, height: 200, mediaType });
	});

	it('gives the sides as they are seen, after the orientation', async () => {
		const bytes = await noise(320, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		await expect(inspectImage(bytes)).resolves.toMatchObject({ width: 200, height: 320 });
	});

	it.each([
		['a JPEG', () => noise(600, 400).jpeg().toBuffer()],
		['a PNG', () => noise(600, 400).png().toBuffer()],
		['a WebP', () => noise(600, 400).webp().toBuffer()],
		['an AVIF', () => noise(600, 400).avif({ effort: 0 }).toBuffer()],
	])('refuses %s that was cut short', async (_, make) => {
		const bytes = await make();
		const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7));
		await expect(inspectImage(cut)).rejects.toMatchObject({ code: 'image_unreadable' });
	});

	it.each([
		['a page', '<!doctype html><title>Sign in</title>'],
		[
			'an SVG',
			'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
		],
		['JSON', '{"error":"no"}'],
		['nothing', ''],
	])('refuses %s', async (_, text) => {
		await expect(inspectImage(Buffer.from(text))).rejects.toMatchObject({ code: 'image_unreadable' });
	});

	it.each([
		['a GIF', () => noise(32, 32).gif().toBuffer()],
		['a TIFF', () => noise(32, 32).tiff().toBuffer()],
	])('refuses %s, whose loader is shut', async (_, make) => {
		await expect(inspectImage(await make())).rejects.toMatchObject({ code: 'image_unreadable' });
	});

	it('refuses more than fifty million pixels before decoding them', async () => {
		const flat = sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#123456' } });
		const bytes = await flat.png({ compressionLevel: 1 }).toBuffer();
		await expect(inspectImage(bytes)).rejects.toMatchObject({ code: 'image_too_large', amount: 50e6 });
	});
});

describe('prepareSharp', () => {
	it.each([
		[
			'SVG',
			() => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
		],
		['GIF', () => noise(32, 32).gif().toBuffer()],
		['TIFF', () => noise(32, 32).tiff().toBuffer()],
	])('shuts the %s loader inside libvips itself', async (_, make) => {
		await expect(sharp(await make()).metadata()).rejects.toThrow(/blocked|unsupported image format/);
	});

	it('shuts every loader that reads from a path', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'limner-inspect-'));
		await noise(32, 32).png().toFile(join(folder, 'image.png'));
		await expect(sharp(join(folder, 'image.png')).metadata()).rejects.toThrow(
			/blocked|unsupported image format/,
		);
		await rm(folder, { recursive: true });
	});
});
