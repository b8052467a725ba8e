export interface Typeface {
	/** As Pango knows it; every other bundled font stands in for letters that it lacks. */
	family: string;
	/** In multiples of the letters' size. */
	lineHeight: number;
	/** Spaced letters would break the joins. */
	joinsLetters: boolean;
	/** Whether capitals exist, so that a small line can be set in them. */
	hasCapitals: boolean;
	rightToLeft: boolean;
	/**
	 * `spaces`: as Pango does it. `spaces-only`: Pango would also break inside words. `marked`: written without spaces,
	 * Pango would not break at all. `phrases`: written without spaces, Pango would break anywhere.
	 */
	lineBreaks: 'spaces' | 'spaces-only' | 'marked' | 'phrases';
}

interface ScriptTypeface extends Typeface {
	letters: RegExp;
}

const PLAIN = { joinsLetters: false, hasCapitals: false, rightToLeft: false, lineBreaks: 'spaces' } as const;

/** What each script needs beyond Latin; the first one that most letters belong to is taken. */
const SCRIPTS: ScriptTypeface[] = [
	{
		...PLAIN,
		letters: /\p{Script=Arabic}/gu,
		family: 'Noto Sans Arabic',
		lineHeight: 1.5,
		joinsLetters: true,
		rightToLeft: true,
	},
	{
		...PLAIN,
		letters: /\p{Script=Hebrew}/gu,
		family: 'Noto Sans Hebrew',
		lineHeight: 1.25,
		rightToLeft: true,
	},
	{
		...PLAIN,
		letters: /\p{Script=Thai}/gu,
		family: 'Noto Sans Thai',
		lineHeight: 1.5,
		joinsLetters: true,
		lineBreaks: 'marked',
	},
	{
		...PLAIN,
		letters: /\p{Script=Devanagari}/gu,
		family: 'Noto Sans Devanagari',
		lineHeight: 1.45,
		joinsLetters: true,
	},
	{
		...PLAIN,
		letters: /\p{Script=Hangul}/gu,
		family: 'NanumGothic',
		lineHeight: 1.32,
		lineBreaks: 'spaces-only',
	},
	{
		...PLAIN,
		letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
		family: 'Noto Sans JP',
		lineHeight: 1.36,
		lineBreaks: 'phrases',
	},
	{
		...PLAIN,
		letters: /[\p{Script=Greek}]/gu,
		family: 'Manrope ExtraBold',
		lineHeight: 1.14,
		hasCapitals: true,
	},
	{
		...PLAIN,
		letters: /[\p{Script=Cyrillic}]/gu,
		family: 'Manrope ExtraBold',
		lineHeight: 1.14,
		hasCapitals: true,
	},
];

const LATIN_SERIF: Typeface = { ...PLAIN, family: 'Fraunces', lineHeight: 1.08, hasCapitals: true };
const LATIN_SANS: Typeface = { ...PLAIN, family: 'Manrope ExtraBold', lineHeight: 1.1, hasCapitals: true };
const SMALL: Typeface = { ...PLAIN, family: 'Noto Sans SemiBold', lineHeight: 1.3, hasCapitals: true };

/** The typeface for a title; Latin has two, the rest one. */
export function titleTypeface(text: string, serif: boolean): Typeface {
	return scriptOf(text) ?? (serif ? LATIN_SERIF : LATIN_SANS);
}

export function kickerTypeface(text: string): Typeface {
	const script = scriptOf(text);
	return script === null || script.hasCapitals ? SMALL : script;
}

function scriptOf(text: string): Typeface | null {
	const letterCount = text.match(/\p{Letter}/gu)?.length ?? 0;
	const script = SCRIPTS.find(({ letters }) => (text.match(letters)?.length ?? 0) * 3 > letterCount);
	if (script === undefined) return null;
	const { letters, ...typeface } = script;
	void letters;
	return typeface;
}
