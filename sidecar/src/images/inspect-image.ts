import { LimnerError } from '../errors/limner-error.ts';
import { MOST_PIXELS, openImage, toImageError } from './open-image.ts';

export interface InspectedImage {
	/** As seen, after the orientation in its metadata. */
	width: number;
	height: number;
	mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/heic';
}

const MEDIA_TYPES: Record<string, InspectedImage['mediaType']> = {
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	avif: 'image/avif',
	heif: 'image/heic',
};

/**
 * Reads the whole image, so that one which is cut short is refused here and not when it is rendered.
 * Fails with `image_unreadable` or `image_too_large`.
 */
export async function inspectImage(bytes: Uint8Array): Promise<InspectedImage> {
	try {
		const image = openImage(bytes);
		const { format, compression, autoOrient } = await image.metadata();
		const { width, height } = autoOrient;
		if (width * height > MOST_PIXELS) {
			throw new LimnerError('image_too_large', { cause: `${width}x${height} pixels`, amount: MOST_PIXELS });
		}
		const mediaType = MEDIA_TYPES[compression === 'av1' ? 'avif' : format];
		if (mediaType === undefined) {
			throw new LimnerError('image_unreadable', { cause: `the format ${format} is not accepted` });
		}
		await readEveryPixel(bytes);
		return { width, height, mediaType };
	} catch (error) {
		throw toImageError(error);
	}
}

/** A small greyscale copy is the cheapest output that still pulls every row through the decoder. */
async function readEveryPixel(bytes: Uint8Array): Promise<void> {
	await openImage(bytes).stats();
}
