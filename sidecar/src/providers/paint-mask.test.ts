import sharp from 'sharp';
import { expect, test } from 'vitest';
import { paintMask } from './paint-mask.ts';

/** 4 × 2 pixels, transparent in the right half. */
async function maskOf(right: string): Promise<Buffer> {
	const half = await sharp({ create: { width: 2, height: 2, channels: 4, background: right } })
		.png()
		.toBuffer();
	return sharp({ create: { width: 4, height: 2, channels: 4, background: '#000f' } })
		.composite([{ input: half, left: 2, top: 0, blend: 'dest-out' }])
		.png()
		.toBuffer();
}

test('what is transparent becomes white, the rest black', async () => {
	const painted = await sharp(await paintMask(await maskOf('#ffff')))
		.toColourspace('b-w')
		.raw()
		.toBuffer();
	expect([...painted]).toEqual([0, 0, 255, 255, 0, 0, 255, 255]);
});

test('a mask that lets nothing be changed is refused', async () => {
	const opaque = await sharp({ create: { width: 4, height: 2, channels: 3, background: '#fff' } })
		.png()
		.toBuffer();
	await expect(paintMask(opaque)).rejects.toMatchObject({ code: 'image_unreadable', charged: 'no' });
	await expect(paintMask(null)).rejects.toMatchObject({ code: 'image_unreadable', charged: 'no' });
	await expect(paintMask(Buffer.from('no image'))).rejects.toMatchObject({ code: 'image_unreadable' });
});
