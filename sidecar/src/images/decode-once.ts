import sharp, { type Sharp } from 'sharp';
import { openImage, toImageError } from './open-image.ts';
import { computeSaliency, type Raster, type SaliencyMap } from './saliency.ts';
import type { Dimensions } from './sub-size.ts';

export interface DecodedImage extends Dimensions {
	/** sRGB, 8 bits a channel, upright. */
	data: Buffer;
	channels: 3 | 4;
}

/** The subject is found on a copy this small as well as on a larger one, and sooner. */
const OVERVIEW_SIDE = 128;

/**
 * Decodes to plain pixels, once for all files that are made from them. Transparency becomes white without `keepAlpha`.
 * Fails with `image_unreadable` or `image_too_large`.
 */
export async function decodeOnce(bytes: Uint8Array, keepAlpha: boolean): Promise<DecodedImage> {
	const { data, info } = await decode(bytes, keepAlpha);
	const { width, height, channels } = info;
	if (channels === 3) return { data, width, height, channels };
	if (channels === 4 && isTransparent(data)) return { data, width, height, channels };
	const opaque = await sharp(data, { raw: { width, height, channels } }).removeAlpha().raw().toBuffer();
	return { data: opaque, width, height, channels: 3 };
}

async function decode(bytes: Uint8Array, keepAlpha: boolean) {
	try {
		const image = openImage(bytes).toColourspace('srgb');
		const prepared = keepAlpha ? image : image.flatten({ background: 'white' });
		return await prepared.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
	} catch (error) {
		throw toImageError(error);
	}
}

export function openRaster({ data, width, height, channels }: DecodedImage): Sharp {
	return sharp(data, { raw: { width, height, channels } });
}

export async function mapSaliency(decoded: DecodedImage): Promise<SaliencyMap> {
	return computeSaliency(await overviewOf(decoded));
}

async function overviewOf(decoded: DecodedImage): Promise<Raster> {
	const { data, info } = await openRaster(decoded)
		.flatten({ background: 'white' })
		.resize(OVERVIEW_SIDE, OVERVIEW_SIDE, { fit: 'inside', kernel: 'linear' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

function isTransparent(rgba: Buffer): boolean {
	for (let alpha = 3; alpha < rgba.length; alpha += 4) {
		if (rgba[alpha] !== 255) return true;
	}
	return false;
}
