import sharp, { type Sharp } from 'sharp';
import { formatColour, type Colour } from './colour.ts';
import type { Typeface } from './typeface.ts';

export interface WordsRequest {
	text: string;
	typeface: Typeface;
	language: string;
	colour: Colour;
	alignment: 'start' | 'centre';
	/** Pixels; the words never go beyond. */
	width: number;
	height: number;
	/** Size of the letters in pixels. */
	largest: number;
	smallest: number;
	/** Between letters, in fractions of their size; scripts that join their letters ignore it. */
	tracking: number;
}

/** RGBA pixels, trimmed to the ink. */
export interface DrawnWords {
	data: Buffer;
	width: number;
	height: number;
}

/** Smaller than this nobody can read it; it only keeps an impossible heading inside its box. */
const LAST_RESORT = 4;
/** Two sizes nearer to each other than this look the same. */
const FINENESS = 0.015;

/** Draws the words as large as they fit, in lines of about the same length. */
export async function drawWords(request: WordsRequest): Promise<DrawnWords> {
	const setting =
		(await largestThatFits(request, 'word', request.smallest)) ??
		// Breaking inside a word is for one that is too long for any line.
		(await largestThatFits(request, 'word-char', LAST_RESORT)) ??
		({ letters: LAST_RESORT, width: request.width, wrap: 'word-char' } satisfies Setting);
	const balanced = await balanceLines(request, setting);
	const { data, info } = await openText(request, balanced).raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

interface Setting {
	letters: number;
	/** Of the column. */
	width: number;
	wrap: 'word' | 'word-char';
}

async function largestThatFits(
	request: WordsRequest,
	wrap: Setting['wrap'],
	smallest: number,
): Promise<Setting | null> {
	let [below, above] = [smallest, Math.max(request.largest, smallest) + 1];
	let best: Setting | null = null;
	while (above - below >= Math.max(1, below * FINENESS)) {
		const setting = { letters: Math.floor((below + above) / 2), width: request.width, wrap };
		const words = await measure(request, setting);
		if (words.width <= request.width && words.height <= request.height) {
			best = setting;
			below = setting.letters + 1;
		} else {
			above = setting.letters;
		}
	}
	return best;
}

/** The narrowest column that needs no more lines: no single word alone in the last one. */
async function balanceLines(request: WordsRequest, setting: Setting): Promise<Setting> {
	const words = await measure(request, setting);
	const isOneLine = words.height < setting.letters * request.typeface.lineHeight * 1.6;
	if (isOneLine) return setting;
	let best = setting;
	let [tooNarrow, enough] = [words.width * 0.5, words.width];
	for (let round = 0; round < 5; round++) {
		const narrower = { ...setting, width: Math.round((tooNarrow + enough) / 2) };
		const tried = await measure(request, narrower);
		const fits = tried.width <= narrower.width && tried.height <= words.height + setting.letters * 0.4;
		if (fits && tried.height <= request.height) best = narrower;
		[tooNarrow, enough] = fits ? [tooNarrow, narrower.width] : [narrower.width, enough];
	}
	return best;
}

/** Lays the words out without painting them. */
async function measure(request: WordsRequest, setting: Setting): Promise<{ width: number; height: number }> {
	const { width, height } = await openText(request, setting).metadata();
	return { width, height };
}

function openText(request: WordsRequest, { letters, width, wrap }: Setting): Sharp {
	const { typeface } = request;
	const attributes = [
		`foreground="${formatColour(request.colour)}"`,
		`lang="${escapeMarkup(request.language)}"`,
		`line_height="${Math.round(letters * typeface.lineHeight * PANGO_UNITS)}"`,
	];
	if (!typeface.joinsLetters && request.tracking !== 0) {
		attributes.push(`letter_spacing="${Math.round(letters * request.tracking * PANGO_UNITS)}"`);
	}
	return sharp({
		text: {
			text: `<span ${attributes.join(' ')}>${escapeMarkup(request.text)}</span>`,
			font: `${typeface.family} ${letters}`,
			width,
			wrap,
			align: request.alignment === 'centre' ? 'centre' : 'left',
			rgba: true,
			dpi: 72,
		},
	});
}

/** Pango counts in 1024ths of a point; at 72 dots an inch a point is a pixel. */
const PANGO_UNITS = 1024;

function escapeMarkup(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
