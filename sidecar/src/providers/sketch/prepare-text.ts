import type { Typeface } from './typeface.ts';

const MAY_BREAK = '\u200B';
const MUST_NOT_BREAK = '\u2060';
/** Pictures among the letters: no bundled font has them, and a heading reads as well without. */
const EMOJI =
	/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u{FE0F}\u{20E3}\u{E0020}-\u{E007F}]/gu;
const INVISIBLE = /[\p{Control}\u200B\u2060\uFEFF]+/gu;
const LONGEST = 200;

/** One line of plain words, of which the longest headings keep what fits a card. */
export function cleanText(text: string): string {
	const plain = text.toWellFormed().normalize('NFC').replaceAll(INVISIBLE, ' ').replaceAll(EMOJI, '');
	const line = plain
		.replaceAll(/\u200D+(?=\s|$)/g, '')
		.replaceAll(/\s+/gu, ' ')
		.trim();
	const characters = [...line];
	if (characters.length <= LONGEST) return line;
	const cut = characters.slice(0, LONGEST).join('');
	const lastSpace = cut.lastIndexOf(' ');
	return `${(lastSpace > cut.length * 0.6 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}

/**
 * Marks where lines may break in scripts that Pango, which carries no dictionary, breaks wrongly: Thai nowhere,
 * Japanese and Korean in the middle of words.
 */
export function prepareText(text: string, typeface: Typeface, language: string): string {
	switch (typeface.lineBreaks) {
		case 'spaces':
			return text;
		case 'spaces-only':
			return text.split(' ').map(holdTogether).join(' ');
		case 'marked':
			return wordsOf(text, language).join(MAY_BREAK);
		case 'phrases':
			return wordsOf(text, language).map(holdTogether).join('');
	}
}

function wordsOf(text: string, language: string): string[] {
	const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(text);
	return [...segments].map(({ segment }) => segment);
}

/** A word longer than any line must still break somewhere. */
const LONGEST_HELD_TOGETHER = 8;

function holdTogether(word: string): string {
	const characters = [...word];
	return characters.length > LONGEST_HELD_TOGETHER ? word : characters.join(MUST_NOT_BREAK);
}
