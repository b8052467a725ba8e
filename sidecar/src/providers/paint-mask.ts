import sharp from 'sharp';
import { LimnerError } from '../errors/limner-error.ts';
import { requireImage } from './require-image.ts';

/**
 * A mask as most providers want it: a black PNG that is white where the image may be changed. Ours is transparent there.
 * Fails with `image_unreadable` before anything is sent.
 */
export async function paintMask(mask: Uint8Array | null): Promise<Uint8Array> {
	if (mask === null) throw unusable('there is no mask');
	requireImage(mask, 'the mask');
	const alpha = sharp(mask).ensureAlpha().extractChannel('alpha').negate();
	const { data, info } = await alpha.raw().toBuffer({ resolveWithObject: true });
	if (!data.some((value) => value > 0)) throw unusable('the mask has no transparent part');
	return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
		.png()
		.toBuffer();
}

function unusable(cause: string): LimnerError {
	return new LimnerError('image_unreadable', { cause });
}
