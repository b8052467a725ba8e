import { ARTISTS, SOFTER_WORDS, type SofterWord } from './softer-words.ts';

/** A word with a capital, or an initial with its full stop. */
const NAME_PART = String.raw`(?:\p{Lu}\.|\p{Lu}[\p{L}\p{M}'’-]*)`;
/** A name in one line, with “de”, “van” and the like in it. */
const NAME = String.raw`${NAME_PART}(?:[^\S\n]+(?:(?:de|da|del|van|von|der|den|la|le)[^\S\n]+)*${NAME_PART})*`;
const IN_THE_STYLE_OF = new RegExp(
	String.raw`,?[^\S\n]*(?<!\p{L})(?:[Ii]n\s+(?:the\s+)?(?:style|manner)\s+of|[Ii]nspired\s+by|[Ii]m\s+Stile?\s+von)\s+(?:the\s+(?:artist|painter)\s+)?${NAME}`,
	'gu',
);
const BY_ARTIST = new RegExp(
	String.raw`,?[^\S\n]*(?<!\p{L})(?:(?:painted|drawn|photographed)\s+)?(?:(?:by|von|like|wie)\s+)?(?:${ARTISTS.map(escape).join('|')})(?:['’]s)?(?!\p{L})`,
	'giu',
);

interface Rule {
	pattern: RegExp;
	milder: string;
}

/** Longer ones first: “dead body” before “dead”. */
const RULES: readonly Rule[] = SOFTER_WORDS.flatMap(({ words, milder }) =>
	words.map((word) => ({ word, milder })),
)
	.toSorted((one, other) => other.word.length - one.word.length)
	.map(({ word, milder }) => ({ pattern: patternOf(word), milder }));

/** The same prompt with names of artists and brands left out and hard words made milder; the same text where it has none. */
export function softenByRules(prompt: string): string {
	const withoutNames = prompt.replace(IN_THE_STYLE_OF, '').replace(BY_ARTIST, '');
	const softer = RULES.reduce(
		(text, { pattern, milder }) =>
			text.replace(pattern, (...match) => {
				const { article = '', word = '', ending = '' } = match.at(-1) as Record<string, string | undefined>;
				const offset = match.at(-3) as number;
				const beginsSentence = article === '' && /(?:^|[.!?…:“"„\n])\s*$/.test(text.slice(0, offset));
				return withArticle(article, inCaseOf(beginsSentence ? word : '', milder.replace('*', ending)));
			}),
		withoutNames,
	);
	return softer === prompt ? prompt : tidy(softer);
}

function patternOf(word: SofterWord['words'][number]): RegExp {
	const ending = word.endsWith('*') ? '(?<ending>e|en|em|er|es)?' : '';
	return new RegExp(
		String.raw`(?<![\p{L}\p{M}\p{N}-])(?<article>an?\s+)?(?<word>${escape(word.replace('*', ''))})${ending}(?![\p{L}\p{M}\p{N}])`,
		'giu',
	);
}

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** English “a” before a vowel is “an”; German “an” before a noun with its capital stays. */
function withArticle(article: string, words: string): string {
	if (article === '' || /^\p{Lu}/u.test(words)) return article + words;
	const space = article.replace(/^an?/i, '');
	return `${article.slice(0, 1)}${/^[aeiou]/i.test(words) ? 'n' : ''}${space}${words}`;
}

/** At the start of a sentence the milder word has a capital as well. */
function inCaseOf(found: string, milder: string): string {
	return /^\p{Lu}/u.test(found) ? milder.replace(/^\p{L}/u, (letter) => letter.toUpperCase()) : milder;
}

/** Where something was left out, the spaces and commas around it go too. */
function tidy(text: string): string {
	return text
		.split('\n')
		.map((line) =>
			line
				.replace(/[^\S\n]{2,}/g, ' ')
				.replace(/\s+([,.;:!?])/g, '$1')
				.replace(/,(?=[,.;])/g, '')
				.replace(/^[,;\s]+/, '')
				.trimEnd(),
		)
		.join('\n')
		.trim();
}
