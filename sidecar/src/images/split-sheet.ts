import sharp from 'sharp';
import { decodeOnce, openRaster, type DecodedImage } from './decode-once.ts';
import { findSeam, withoutBorder, type Area, type Seam } from './find-panels.ts';
import type { Dimensions } from './sub-size.ts';

export interface Panel extends Dimensions {
	/** Where it was in the sheet, in pixels. */
	left: number;
	top: number;
	/** PNG. */
	bytes: Buffer;
}

/** In the order top left, top right, bottom left, bottom right, all of one size; or what the picture is instead. */
export type SplitSheet = { isSheet: true; panels: Panel[] } | { isSheet: false; reason: NoSheet };

/** `one_picture`: it goes on across the middle. `blank_panel`: there is a grid with nothing in one of its fields. */
export type NoSheet = 'one_picture' | 'blank_panel';

/** Standard deviation over all channels, 0 to 255, below which a panel is an empty surface. */
const BLANK_DEVIATION = 3;
/** Pixels; less of a panel is no picture. */
const SMALLEST_SIDE = 16;

/**
 * Cuts a sheet of two rows of two into its panels. Borders and gutters are found in the pixels; where panels meet
 * without a gutter, they are cut where they meet. Fails with `image_unreadable` or `image_too_large`.
 */
export async function splitSheet(bytes: Uint8Array): Promise<SplitSheet> {
	const image = await decodeOnce(bytes, false);
	const inner = withoutBorder(image);
	const across = findSeam(image, inner, 'columns');
	const down = findSeam(image, inner, 'rows');
	if (!across || !down) return { isSheet: false, reason: 'one_picture' };
	const rectangles = cut(inner, across, down);
	if (rectangles.some(({ width, height }) => Math.min(width, height) < SMALLEST_SIDE))
		return { isSheet: false, reason: 'one_picture' };
	const panels = await Promise.all(rectangles.map((rectangle) => crop(image, rectangle)));
	const areBlank = await Promise.all(panels.map(isBlank));
	return areBlank.includes(true) ? { isSheet: false, reason: 'blank_panel' } : { isSheet: true, panels };
}

type Rectangle = Omit<Panel, 'bytes'>;

/** The larger ones lose as much on either side. */
function cut(inner: Area, across: Seam, down: Seam): Rectangle[] {
	const columns = [
		[inner.left, across.end],
		[across.start, inner.right],
	] as const;
	const rows = [
		[inner.top, down.end],
		[down.start, inner.bottom],
	] as const;
	const width = Math.min(...columns.map(([from, to]) => to - from));
	const height = Math.min(...rows.map(([from, to]) => to - from));
	return rows.flatMap(([top, bottom]) =>
		columns.map(([left, right]) => ({
			left: left + Math.floor((right - left - width) / 2),
			top: top + Math.floor((bottom - top - height) / 2),
			width,
			height,
		})),
	);
}

async function crop(image: DecodedImage, rectangle: Rectangle): Promise<Panel> {
	const bytes = await openRaster(image).extract(rectangle).png({ compressionLevel: 3 }).toBuffer();
	return { ...rectangle, bytes };
}

async function isBlank({ bytes }: Panel): Promise<boolean> {
	const { channels } = await sharp(bytes).stats();
	return channels.every(({ stdev }) => stdev < BLANK_DEVIATION);
}
