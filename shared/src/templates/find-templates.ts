import type { Platform, PlatformSpecs, Template, TemplateQuery } from '../contracts/template.ts';
import { PLATFORM_TITLES, TEMPLATE_TABLE } from './template-table.ts';
import { wordsOf } from './words-of.ts';

/** All of them, or those of a platform, of a category, or of both. */
export function listTemplates({ platform, category }: TemplateQuery = {}): Template[] {
	return TEMPLATE_TABLE.filter(
		(template) =>
			(platform === undefined || template.platform === platform) &&
			(category === undefined || template.category === category),
	);
}

/** Null: no template is called so. */
export function findTemplate(id: string): Template | null {
	return TEMPLATE_TABLE.find((template) => template.id === id) ?? null;
}

/**
 * Templates in which every word of the text is found, by its beginning, in their names and words. A ratio (`9:16`) and a
 * size (`1080x1080`) are words as well.
 */
export function searchTemplates(text: string): Template[] {
	const wanted = wordsOf(text);
	if (wanted.length === 0) return [];
	return TEMPLATE_TABLE.filter((template) => {
		const known = knownWords(template);
		return wanted.every((word) => known.some((one) => one.startsWith(word)));
	});
}

/** The words by which a template is known. */
export function knownWords(template: Template): string[] {
	return [
		...wordsOf(template.id.replaceAll('-', ' ')),
		...wordsOf(template.title),
		...template.words.flatMap(wordsOf),
		template.category,
		template.ratio,
		`${template.width}x${template.height}`,
	];
}

export function specsOfPlatform(platform: Platform): PlatformSpecs {
	const templates = listTemplates({ platform });
	const [first, ...rest] = templates;
	return {
		platform,
		title: PLATFORM_TITLES[platform],
		ratios: [...new Set(templates.map(({ ratio }) => ratio))],
		formats: (first?.limits.formats ?? []).filter((format) =>
			rest.every(({ limits }) => limits.formats.includes(format)),
		),
		bytes: Math.min(...templates.map(({ limits }) => limits.bytes)),
		templates,
	};
}
