import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareFonts } from '../fonts/prepare-fonts.ts';
import { prepareSharp } from './prepare-sharp.ts';
import { renderRenditions, type RenditionSpec } from './render-renditions.ts';

const SUB_SIZES = [
	{ name: 'thumbnail', width: 150, height: 150, crop: true },
	{ name: 'medium', width: 300, height: 300, crop: false },
	{ name: 'same_as_medium', width: 300, height: 0, crop: false },
	{ name: 'too_large', width: 2048, height: 2048, crop: false },
];

const SPEC: RenditionSpec = {
	format: 'webp',
	quality: 80,
	desktop: { width: 640, height: 360 },
	mobile: { width: 320, height: 400 },
	subSizes: SUB_SIZES,
	focalPoint: null,
	label: null,
	provenance: { digitalSourceType: 'trainedAlgorithmicMedia', creatorTool: 'Limner \u0007<test> & "co"' },
};

/** A red square of 200 pixels on grey, with its left edge at the given place. */
async function squareOnGrey(left: number, width = 1200, height = 800): Promise<Buffer> {
	const square = { create: { width: 200, height: 200, channels: 3, background: '#d01010' } } as const;
	return sharp({ create: { width, height, channels: 3, background: '#909090' } })
		.composite([{ input: square, left, top: 300 }])
		.png()
		.toBuffer();
}

async function reds(bytes: Buffer): Promise<number> {
	const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
	let count = 0;
	for (let at = 0; at < data.length; at += 3) if ((data[at] ?? 0) > 160 && (data[at + 1] ?? 0) < 80) count++;
	return count / (info.width * info.height);
}

beforeAll(() => {
	prepareFonts();
	prepareSharp();
});

describe('renderRenditions', () => {
	it('makes the full files and the sub-sizes that WordPress would make, named as it names them', async () => {
		const { files } = await renderRenditions(await squareOnGrey(500), SPEC);
		expect(
			files.map((file) => `${file.rendition} ${file.size} ${file.width}x${file.height}${file.suffix}`),
		).toEqual([
			'desktop full 640x360',
			'desktop thumbnail 150x150-150x150',
			'desktop medium 300x169-300x169',
			'desktop same_as_medium 300x169-300x169',
			'mobile full 320x400',
			'mobile thumbnail 150x150-150x150',
			'mobile medium 240x300-240x300',
			'mobile same_as_medium 300x375-300x375',
		]);
		for (const file of files) {
			const { width, height, format } = await sharp(file.bytes).metadata();
			expect({ width, height, format }).toEqual({ width: file.width, height: file.height, format: 'webp' });
			expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(file.sha256);
		}
	});

	it.each(['webp', 'jpeg', 'png', 'avif'] as const)(
		'says in every %s file how it was made, and nothing else',
		async (format) => {
			const camera = await sharp(await squareOnGrey(500))
				.withExif({ IFD0: { Copyright: 'someone', Software: 'camera' } })
				.withIccProfile('p3')
				.jpeg()
				.toBuffer();
			const { files } = await renderRenditions(camera, { ...SPEC, format });
			expect(files).toHaveLength(8);
			for (const { bytes, mediaType } of files) {
				expect(mediaType).toBe(`image/${format}`);
				const { xmp, exif, icc, iptc } = await sharp(bytes).metadata();
				expect(xmp?.toString()).toContain(
					'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"',
				);
				expect(xmp?.toString()).toContain('Limner  &lt;test&gt; &amp; &quot;co&quot;');
				expect({ exif, icc, iptc }).toEqual({ exif: undefined, icc: undefined, iptc: undefined });
			}
		},
	);

	it.each([0, 130, 500, 870, 1000])(
		'keeps the subject whole on mobile, wherever it stands (%i)',
		async (left) => {
			const { files, focalPoint } = await renderRenditions(await squareOnGrey(left), {
				...SPEC,
				desktop: null,
				subSizes: [],
			});
			// The whole square is 200 x 200 of the 640 x 800 that the crop shows.
			expect(await reds(files[0]?.bytes ?? Buffer.alloc(0))).toBeGreaterThan(
				0.97 * ((200 * 200) / (640 * 800)),
			);
			expect(Math.abs(focalPoint.x * 1200 - (left + 100))).toBeLessThan(280);
		},
	);

	it('crops where a person put the focal point, whatever draws the eye', async () => {
		const given = { x: 0.05, y: 0.5 };
		const set = await renderRenditions(await squareOnGrey(950), {
			...SPEC,
			desktop: null,
			focalPoint: given,
		});
		expect(set.focalPoint).toEqual(given);
		for (const file of set.files) expect(await reds(file.bytes)).toBe(0);
	});

	it('takes mobile from the image that was composed for it', async () => {
		const grey = await sharp({ create: { width: 640, height: 800, channels: 3, background: '#d01010' } })
			.png()
			.toBuffer();
		const { files } = await renderRenditions(await squareOnGrey(500), { ...SPEC, mobileOriginal: grey });
		for (const file of files) expect((await reds(file.bytes)) > 0.99).toBe(file.rendition === 'mobile');
	});

	it('draws the label low in every file, inside what a cut to 4:3 or 3:4 leaves, and nowhere else', async () => {
		const original = await squareOnGrey(500);
		const plain = await renderRenditions(original, { ...SPEC, format: 'png' });
		const label = { text: 'AI-generated', language: 'en' };
		const labelled = await renderRenditions(original, { ...SPEC, format: 'png', label });
		for (const [index, file] of labelled.files.entries()) {
			const differs = await changedBox(plain.files[index]?.bytes ?? Buffer.alloc(0), file.bytes);
			const kept = {
				x: Math.min(1, (file.height * 4) / 3 / file.width),
				y: Math.min(1, (file.width * 4) / 3 / file.height),
			};
			expect(differs.top).toBeGreaterThan(file.height * 0.65);
			expect(differs.height).toBeGreaterThanOrEqual(10);
			expect(differs.left).toBeGreaterThanOrEqual((file.width * (1 - kept.x)) / 2);
			expect(differs.left + differs.width).toBeGreaterThan(file.width * (0.4 + kept.x / 2));
			expect(differs.left + differs.width).toBeLessThanOrEqual((file.width * (1 + kept.x)) / 2);
			expect(differs.top + differs.height).toBeLessThanOrEqual((file.height * (1 + kept.y)) / 2);
		}
	});

	it('stands a long label on the smallest of sizes', async () => {
		const label = { text: 'This image was made with the help of artificial intelligence', language: 'en' };
		const subSizes = [12, 32, 64].map((side) => ({
			name: `icon${side}`,
			width: side,
			height: side,
			crop: true,
		}));
		const { files } = await renderRenditions(await squareOnGrey(500), { ...SPEC, label, subSizes });
		expect(files).toHaveLength(8);
	});

	it('puts white behind what is transparent where the format has no transparency', async () => {
		const clear = await sharp({
			create: { width: 640, height: 360, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
		})
			.png()
			.toBuffer();
		const jpeg = await renderRenditions(clear, { ...SPEC, format: 'jpeg', mobile: null, subSizes: [] });
		expect((await sharp(jpeg.files[0]?.bytes).stats()).channels[0]?.mean).toBeGreaterThan(250);
		const webp = await renderRenditions(clear, { ...SPEC, mobile: null, subSizes: [] });
		expect((await sharp(webp.files[0]?.bytes).stats()).isOpaque).toBe(false);
	});

	it('stands grey and sixteen-bit images', async () => {
		const grey = await sharp(await squareOnGrey(500))
			.toColourspace('b-w')
			.png()
			.toBuffer();
		const deep = await sharp(await squareOnGrey(500))
			.toColourspace('rgb16')
			.png()
			.toBuffer();
		for (const original of [grey, deep]) {
			const { files } = await renderRenditions(original, { ...SPEC, subSizes: [] });
			expect((await sharp(files[0]?.bytes).metadata()).channels).toBe(3);
			expect((await sharp(files[0]?.bytes).stats()).channels[1]?.mean).toBeGreaterThan(100);
		}
	});

	it('stops when it is cancelled', async () => {
		await expect(renderRenditions(await squareOnGrey(500), SPEC, AbortSignal.abort())).rejects.toMatchObject({
			code: 'cancelled',
		});
	});

	it('refuses bytes that are no image', async () => {
		await expect(renderRenditions(Buffer.from('<html>'), SPEC)).rejects.toMatchObject({
			code: 'image_unreadable',
		});
	});
});

async function changedBox(before: Buffer, after: Buffer) {
	const [one, other] = await Promise.all(
		[before, after].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
	);
	if (!one || !other) throw new Error('two images are needed');
	let [left, top, right, bottom] = [one.info.width, one.info.height, 0, 0];
	for (let at = 0; at < one.data.length; at += 3) {
		if (one.data[at] === other.data[at] && one.data[at + 1] === other.data[at + 1]) continue;
		const [x, y] = [(at / 3) % one.info.width, Math.floor(at / 3 / one.info.width)];
		[left, top, right, bottom] = [
			Math.min(left, x),
			Math.min(top, y),
			Math.max(right, x),
			Math.max(bottom, y),
		];
	}
	return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
