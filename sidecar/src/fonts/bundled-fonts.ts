import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCoverage, type Coverage } from './read-coverage.ts';

export const fontsFolder = fileURLToPath(new URL('../../assets/fonts/', import.meta.url));

let coverages: Coverage[] | null = null;

/** The first letter that none of the bundled fonts has, or null where the whole text can be drawn. */
export function firstLetterWithoutFont(text: string): string | null {
	coverages ??= readdirSync(fontsFolder)
		.filter((file) => file.endsWith('.ttf'))
		.map((file) => readCoverage(readFileSync(`${fontsFolder}${file}`)));
	const fonts = coverages;
	for (const letter of text) {
		if (/[\s\p{Control}\p{Format}\p{Variation_Selector}]/u.test(letter)) continue;
		const codePoint = letter.codePointAt(0) ?? 0;
		if (!fonts.some((font) => font.has(codePoint))) return letter;
	}
	return null;
}

/** English names of the scripts that people write in; for the sentence that says which one has no font. */
const SCRIPT_NAMES = [
	'Armenian',
	'Bengali',
	'Ethiopic',
	'Georgian',
	'Gujarati',
	'Gurmukhi',
	'Han',
	'Kannada',
	'Khmer',
	'Lao',
	'Malayalam',
	'Mongolian',
	'Myanmar',
	'Oriya',
	'Sinhala',
	'Syriac',
	'Tamil',
	'Telugu',
	'Thaana',
	'Tibetan',
];

export function scriptName(letter: string): string {
	return SCRIPT_NAMES.find((name) => new RegExp(`\\p{Script=${name}}`, 'u').test(letter)) ?? letter;
}
