import sharp from 'sharp';
import { openImage, toImageError } from './open-image.ts';
import type { Dimensions } from './sub-size.ts';

export interface Judgement {
	/** As seen: width to height as it came. */
	ratio: number;
	/** Nothing is on it, or nearly so. */
	isBlank: boolean;
	/** For `looksLike`: 16 hexadecimal digits for light and shade, 54 for the colours of nine fields. */
	likeness: string;
}

/** Standard deviation of lightness, 0 to 255, below which a person sees an empty surface. Fog over snow has 6 to 10. */
const BLANK_DEVIATION = 3;
/** Ratios that differ by less than this share are one: providers round to their own multiples. */
const LARGEST_RATIO_DIFFERENCE = 0.1;
/**
 * Of 64 bits. Measured on seven drawn pictures: 0 for another encoding, 1 to 4 for half the size, 1 to 6 for a blur;
 * 8 to 32 between different ones.
 */
const LARGEST_LIKENESS_DISTANCE = 6;
/** Mean over the fields and their three channels, 0 to 255. */
const LARGEST_COLOUR_DIFFERENCE = 16;
const HASH = { width: 9, height: 8 };
const HASH_DIGITS = 16;
/** Across and down. */
const FIELDS = 3;

/** What can be seen of an image without understanding it. Fails with `image_unreadable` or `image_too_large`. */
export async function judgeImage(bytes: Uint8Array): Promise<Judgement> {
	try {
		const image = openImage(bytes);
		const { autoOrient } = await image.metadata();
		const grey = await image
			.flatten({ background: 'white' })
			.greyscale()
			.resize(64, 64, { fit: 'fill' })
			.png()
			.toBuffer();
		const { channels } = await sharp(grey).stats();
		const small = await sharp(grey)
			.resize(HASH.width, HASH.height, { fit: 'fill', kernel: 'cubic' })
			.greyscale()
			.raw()
			.toBuffer();
		const fields = await openImage(bytes)
			.flatten({ background: 'white' })
			.toColourspace('srgb')
			.resize(FIELDS, FIELDS, { fit: 'fill', kernel: 'linear' })
			.raw()
			.toBuffer();
		return {
			ratio: autoOrient.width / autoOrient.height,
			isBlank: (channels[0]?.stdev ?? 0) < BLANK_DEVIATION,
			likeness: differenceHash(small) + fields.toString('hex'),
		};
	} catch (error) {
		throw toImageError(error);
	}
}

export function hasOtherRatio({ ratio }: Judgement, wanted: Dimensions): boolean {
	return Math.abs(Math.log(ratio / (wanted.width / wanted.height))) > Math.log1p(LARGEST_RATIO_DIFFERENCE);
}

/** Two likenesses of `judgeImage`. Light and shade have to agree, and the colours: two horizons are not one picture. */
export function looksLike(one: string, other: string): boolean {
	if (differentBits(one, other) > LARGEST_LIKENESS_DISTANCE) return false;
	const colours = Buffer.from(one.slice(HASH_DIGITS), 'hex');
	const others = Buffer.from(other.slice(HASH_DIGITS), 'hex');
	const difference = colours.reduce((sum, colour, place) => sum + Math.abs(colour - (others[place] ?? 0)), 0);
	return difference / colours.length <= LARGEST_COLOUR_DIFFERENCE;
}

function differentBits(one: string, other: string): number {
	let different = BigInt(`0x${one.slice(0, HASH_DIGITS)}`) ^ BigInt(`0x${other.slice(0, HASH_DIGITS)}`);
	let count = 0;
	for (; different > 0n; different &= different - 1n) count += 1;
	return count;
}

/** A bit for each pixel: whether its right neighbour is lighter (N. Krawetz, "dHash", 2013). */
function differenceHash(pixels: Buffer): string {
	let bits = 0n;
	for (let row = 0; row < HASH.height; row++) {
		for (let column = 0; column + 1 < HASH.width; column++) {
			const place = row * HASH.width + column;
			bits = (bits << 1n) | ((pixels[place + 1] ?? 0) > (pixels[place] ?? 0) ? 1n : 0n);
		}
	}
	return bits.toString(16).padStart(HASH_DIGITS, '0');
}
