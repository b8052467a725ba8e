import type { Template, TemplateRecommendations, TemplateWish } from '../contracts/template.ts';
import { keptBy } from './aspect-ratios.ts';
import { knownWords } from './find-templates.ts';
import { TEMPLATE_TABLE } from './template-table.ts';
import { wordsOf } from './words-of.ts';

type Recommendation = TemplateRecommendations['recommendations'][number];

/** A platform that is named is meant; a category says more than a word that many templates share. */
const WEIGHTS = { platform: 4, category: 2, word: 1 } as const;

/**
 * The templates that answer most of what the image is for; among equals those that keep more of the image that is there
 * already, then in the table's order. Without a word and a platform, the ones that fit the image best. Empty where
 * nothing of the wish is known.
 */
export function recommendTemplates(wish: TemplateWish): Recommendation[] {
	const wanted = wordsOf(wish.use);
	const offered = TEMPLATE_TABLE.filter(
		({ platform }) => wish.platforms.length === 0 || wish.platforms.includes(platform),
	);
	const judged = offered.map((template) => ({ template, ...judge(template, wanted, wish) }));
	const isOpen = wanted.length === 0;
	return judged
		.filter(({ score }) => isOpen || score > 0)
		.toSorted((one, other) => other.score - one.score || (other.kept ?? 0) - (one.kept ?? 0))
		.slice(0, wish.count)
		.map(({ template, matched, kept }) => ({ template, matched, kept }));
}

function judge(template: Template, wanted: readonly string[], { image }: TemplateWish) {
	const known = knownWords(template);
	const matched = wanted.filter((word) => known.some((one) => isSameWord(one, word)));
	const score = matched.reduce((sum, word) => sum + weightOf(template, word), 0);
	return { matched, score, kept: image === null ? null : keptBy(image, template) };
}

function weightOf(template: Template, word: string): number {
	if (isSameWord(template.platform, word)) return WEIGHTS.platform;
	if (isSameWord(template.category, word)) return WEIGHTS.category;
	return WEIGHTS.word;
}

/** `newsletters` is `newsletter`. */
function isSameWord(one: string, other: string): boolean {
	return one === other || `${one}s` === other || one === `${other}s`;
}
