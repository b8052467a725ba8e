import sharp from 'sharp';
import type { InputImage } from './require-image.ts';

/** Limner's masks are transparent where something may be changed; most models want them opaque, and white there. */
export async function whiteMask(mask: InputImage): Promise<InputImage> {
	const alpha = sharp(mask.bytes).ensureAlpha().extractChannel('alpha');
	return { bytes: await alpha.negate().threshold(128).png().toBuffer(), kind: 'png' };
}
