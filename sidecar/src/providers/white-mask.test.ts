import sharp from 'sharp';
import { expect, test } from 'vitest';
import { whiteMask } from './white-mask.ts';

test('is white where the mask is transparent, and black elsewhere', async () => {
	const left = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
		.png()
		.toBuffer();
	const mask = await sharp({ create: { width: 16, height: 8, channels: 4, background: '#0000' } })
		.composite([{ input: left, left: 0, top: 0 }])
		.png()
		.toBuffer();
	const { bytes } = await whiteMask({ bytes: mask, kind: 'png' });
	const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
	expect([data[0], data[15 * info.channels]]).toEqual([0, 255]);
});
