import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawPhotograph } from '../../../test/provider-emulator/draw-photograph.ts';
import { hasOtherRatio, judgeImage, looksLike } from './judge-image.ts';

const plain = (background: string) =>
	sharp({ create: { width: 320, height: 200, channels: 3, background } })
		.png()
		.toBuffer();

test.each(['white', '#123456', 'black'])('an empty surface is blank: %s', async (colour) => {
	expect((await judgeImage(await plain(colour))).isBlank).toBe(true);
});

test('a grain that nobody sees is blank as well', async () => {
	const noise = { type: 'gaussian' as const, mean: 128, sigma: 2 };
	const bytes = await sharp({ create: { width: 320, height: 200, channels: 3, background: 'grey', noise } })
		.png()
		.toBuffer();
	expect((await judgeImage(bytes)).isBlank).toBe(true);
});

test('a picture is not', async () => {
	expect((await judgeImage(drawPhotograph('A harbour', 320, 200))).isBlank).toBe(false);
});

describe('the ratio', () => {
	test('is judged as the image is seen', async () => {
		const judgement = await judgeImage(drawPhotograph('A harbour', 320, 180));
		expect(hasOtherRatio(judgement, { width: 1600, height: 900 })).toBe(false);
		expect(hasOtherRatio(judgement, { width: 1024, height: 1024 })).toBe(true);
		const turned = await sharp(drawPhotograph('A harbour', 180, 320))
			.withMetadata({ orientation: 6 })
			.jpeg()
			.toBuffer();
		expect(hasOtherRatio(await judgeImage(turned), { width: 1600, height: 900 })).toBe(false);
	});

	test('may differ by what providers round', async () => {
		const judgement = await judgeImage(drawPhotograph('A harbour', 1376, 768));
		expect(hasOtherRatio(judgement, { width: 1600, height: 900 })).toBe(false);
	});
});

describe('likeness', () => {
	test('holds over encoding, size and sharpness', async () => {
		const picture = drawPhotograph('A harbour', 640, 360);
		const { likeness } = await judgeImage(picture);
		for (const other of [
			sharp(picture).jpeg({ quality: 40 }),
			sharp(picture).resize(320, 180),
			sharp(picture).blur(2),
		]) {
			expect(looksLike(likeness, (await judgeImage(await other.png().toBuffer())).likeness)).toBe(true);
		}
	});

	test('tells different pictures apart', async () => {
		const hashes = await Promise.all(
			Array.from({ length: 40 }, async (_, number) => {
				return (await judgeImage(drawPhotograph(`Picture ${number}`, 320, 180))).likeness;
			}),
		);
		for (const [index, one] of hashes.entries()) {
			for (const other of hashes.slice(index + 1)) expect(looksLike(one, other)).toBe(false);
		}
	});
});
