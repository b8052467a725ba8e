/** Scripts that name their language, with the share of letters that is enough. Kana before Han: Japanese has both. */
const SCRIPTS: [language: string, letters: RegExp, share: number][] = [
	['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.1],
	['ko', /\p{Script=Hangul}/gu, 0.3],
	['zh', /\p{Script=Han}/gu, 0.3],
	['th', /\p{Script=Thai}/gu, 0.3],
	['ar', /\p{Script=Arabic}/gu, 0.3],
	['he', /\p{Script=Hebrew}/gu, 0.3],
	['hi', /\p{Script=Devanagari}/gu, 0.3],
	['el', /\p{Script=Greek}/gu, 0.3],
	['ru', /\p{Script=Cyrillic}/gu, 0.3],
];
const SAMPLE_LENGTH = 2_000;

/** By script only; Latin text says nothing about its language, and the site's own is the better guess. */
export function guessLanguage(text: string): string | undefined {
	const sample = text.slice(0, SAMPLE_LENGTH);
	const letters = sample.match(/\p{L}/gu)?.length ?? 0;
	if (letters === 0) return undefined;
	return SCRIPTS.find(([, script, share]) => (sample.match(script)?.length ?? 0) / letters >= share)?.[0];
}
