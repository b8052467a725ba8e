import sharp, { type Sharp } from 'sharp';
import { LimnerError } from '../errors/limner-error.ts';

export const MOST_PIXELS = 50e6;
/** Nothing that we make or accept takes longer on a slow machine; a decoder that hangs ends here. */
const MOST_SECONDS = 60;

/** Opens bytes from somebody else: limited in pixels, refused when truncated, turned upright. */
export function openImage(bytes: Uint8Array): Sharp {
	return sharp(bytes, {
		limitInputPixels: MOST_PIXELS,
		failOn: 'warning',
		autoOrient: true,
		pages: 1,
	}).timeout({ seconds: MOST_SECONDS });
}

/** What libvips says when the pixel limit is passed; it has no code for it. */
const PIXEL_LIMIT_WORDS = /exceeds pixel limit|too many pixels/i;

/** libvips tells its failures by words only, so this is the one place that reads them. */
export function toImageError(error: unknown): LimnerError {
	if (error instanceof LimnerError) return error;
	const cause = error instanceof Error ? error.message.trim() : String(error);
	if (PIXEL_LIMIT_WORDS.test(cause)) {
		return new LimnerError('image_too_large', { cause, amount: MOST_PIXELS, origin: error });
	}
	return new LimnerError('image_unreadable', { cause, origin: error });
}
