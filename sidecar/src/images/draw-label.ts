import sharp, { type OverlayOptions } from 'sharp';
import type { Dimensions } from './sub-size.ts';

export interface VisibleLabel {
	/** Already in the reader's language, such as "AI-generated". */
	text: string;
	/** BCP 47, for the right glyphs and direction. */
	language: string;
}

/** Below this many pixels the letters run together. */
const SMALLEST_LETTERS = 10;
const LARGEST_LETTERS = 48;
const LETTERS_PER_IMAGE = 0.021;

/** The label as overlays for an image of this size: a dark plate in the bottom corner where a line would end. */
export async function labelOverlays(label: VisibleLabel, image: Dimensions): Promise<OverlayOptions[]> {
	const letters = Math.max(
		SMALLEST_LETTERS,
		Math.round(Math.hypot(image.width, image.height) * LETTERS_PER_IMAGE),
	);
	const words = await drawWords(label, Math.min(letters, LARGEST_LETTERS), image);
	// An icon of a few pixels holds no words at all.
	if (words.info.width > image.width || words.info.height > image.height) return [];
	const padding = Math.round(words.letters * 0.5);
	const plate = {
		width: Math.min(image.width, words.info.width + 2 * padding),
		height: Math.min(image.height, words.info.height + 2 * padding),
	};
	const side = placeWithin(image.width, plate.width, cutAtEachSide(image.width, image.height) + padding);
	const left = isRightToLeft(label.language) ? side : image.width - plate.width - side;
	const below = placeWithin(image.height, plate.height, cutAtEachSide(image.height, image.width) + padding);
	const top = image.height - plate.height - below;
	return [
		{
			input: { create: { ...plate, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.62 } } },
			left,
			top,
		},
		{
			input: words.data,
			raw: { width: words.info.width, height: words.info.height, channels: 4 },
			left: left + Math.round((plate.width - words.info.width) / 2),
			top: top + Math.round((plate.height - words.info.height) / 2),
		},
	];
}

/**
 * Themes show featured images cut to a ratio of their own (Twenty Twenty-Five: 3:2). The label keeps clear of what
 * a cut to 4:3, or 3:4, takes from either end of the longer side, in pixels.
 */
function cutAtEachSide(side: number, other: number): number {
	return Math.max(0, Math.round((side - (other * 4) / 3) / 2));
}

/** The wanted distance from the edge, or less where the plate would not fit. */
function placeWithin(side: number, plate: number, wanted: number): number {
	return Math.max(0, Math.min(wanted, side - plate));
}

async function drawWords(label: VisibleLabel, letters: number, image: Dimensions) {
	const most = { width: Math.floor(image.width * 0.9), height: Math.floor(image.height * 0.35) };
	const drawn = await drawAt(label, letters, most.width);
	const scale = Math.min(1, most.width / drawn.info.width, most.height / drawn.info.height);
	return scale === 1 ? drawn : drawAt(label, Math.max(1, Math.floor(letters * scale)), most.width);
}

async function drawAt(label: VisibleLabel, letters: number, width: number) {
	const text = `<span foreground="white" lang="${escapeMarkup(label.language)}">${escapeMarkup(label.text)}</span>`;
	const image = sharp({ text: { text, font: `Noto Sans ${letters}`, rgba: true, dpi: 72, width } });
	return { ...(await image.raw().toBuffer({ resolveWithObject: true })), letters };
}

function escapeMarkup(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

function isRightToLeft(language: string): boolean {
	return /^(ar|arc|ckb|dv|fa|he|iw|ku-arab|ps|sd|syr|ug|ur|yi)\b/i.test(language);
}
