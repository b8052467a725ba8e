import { describe, expect, it } from 'vitest';
import { chooseSlots } from '@limner/shared/plans/choose-slots';
import { writePrompt } from '@limner/shared/prompts/write-prompt';
import { assembleSections } from '@limner/shared/sections/assemble-sections';
import { extractSections } from '@limner/shared/sections/extract-sections';
import { matchSections } from '@limner/shared/sections/fingerprint';
import { extractMarkdownSections } from '@limner/shared/sections/markdown';
import type { Outline } from '@limner/shared/sections/outline';
import { placeReadings, readBlocks } from '@limner/shared/sections/read-blocks';
import { makeLongPost, POST_NAMES, readPost, type PostName } from './index.ts';

function outlineOf(name: PostName): Outline {
	const post = readPost(name);
	const outline =
		name === 'workshop-markdown'
			? extractMarkdownSections(post.content)
			: extractSections(post.content, post);
	if (outline.kind !== 'outline') throw new Error(`${name} was refused as too large`);
	return outline;
}

const WITH_BLOCKS = POST_NAMES.filter((name) => readPost(name).content.includes('<!-- wp:'));

/** The markup of each top-level block by itself, as the editor serializes it. */
function serializedBlocks(content: string): string[] {
	const readings = readBlocks(content, { patterns: [] });
	return readings.map(({ offset, reading }) => content.slice(offset, offset + reading.length));
}

describe('the articles', () => {
	it('tell the same sections as blocks, as classic HTML and as Markdown', () => {
		const tell = (name: PostName) => {
			const { lead, sections, wordCount } = outlineOf(name);
			return { wordCount, sections: [lead, ...sections].map((section) => ({ ...section, insertion: null })) };
		};
		expect(tell('workshop').sections).toHaveLength(7);
		expect(tell('workshop').wordCount).toBeGreaterThan(1_200);
		expect(tell('workshop-classic')).toEqual(tell('workshop'));
		expect(tell('workshop-markdown')).toEqual(tell('workshop'));
	});

	it.each([
		['arabic', 'ar', 4],
		['japanese', 'ja', 4],
		['thai', 'th', 4],
		['workshop', undefined, 6],
		['nested', undefined, 6],
		['repeated-headings', undefined, 9],
		['no-headings', undefined, 0],
		['code-and-pictures', undefined, 4],
		['300-headings', undefined, 300],
	] as const)('%s: language %s, %i sections', (name, language, sections) => {
		const outline = outlineOf(name);
		expect(outline.language).toBe(language);
		expect(outline.sections).toHaveLength(sections);
	});

	it.each(WITH_BLOCKS)('%s is read alike as a whole and block by block', (name) => {
		const post = readPost(name);
		const content = serializedBlocks(post.content).join('\n\n');
		const readings = serializedBlocks(content).flatMap((markup) =>
			readBlocks(markup, post).map(({ reading }) => reading),
		);
		const withoutLanguage = (outline: object) => ({ ...outline, language: undefined });
		expect(withoutLanguage(assembleSections(placeReadings(readings), post))).toEqual(
			withoutLanguage(extractSections(content, post)),
		);
	});

	it.each(POST_NAMES)('%s: every place for an image lies after its heading and before the next', (name) => {
		const { content } = readPost(name);
		const offsets = outlineOf(name).sections.map(({ insertion }) => insertion?.offset ?? -1);
		expect(offsets).toEqual([...offsets].sort((one, other) => one - other));
		for (const offset of offsets) expect(content.slice(0, offset)).toMatch(/(?:-->|>|\S)$/);
	});

	it('places images in nested blocks where an image block may stand', () => {
		const paths = outlineOf('nested').sections.map(({ heading, insertion }) => [heading, insertion?.path]);
		expect(paths).toEqual([
			['The harbour steps', [1, 1]],
			['By boat', [1, 2, 0, 1]],
			['By cart', [1, 2, 1, 1]],
			['Across the moor', [2]],
			['Where to sleep', [3]],
			['What to pack', [4]],
		]);
	});

	it('sees which sections have an image, and no code as prose', () => {
		const { sections } = outlineOf('code-and-pictures');
		expect(sections.map(({ hasImage }) => hasImage)).toEqual([true, false, true, false]);
		expect(sections.map(({ text }) => text).join(' ')).not.toMatch(
			/sensor\.read|1021|contact-form|Download|example\.org/,
		);
	});

	it.each(POST_NAMES)('%s: every section is found again after its neighbours changed places', (name) => {
		const { sections } = outlineOf(name);
		const known = sections.map(({ fingerprint }, index) => ({ id: String(index), fingerprint })).reverse();
		for (const { id, result, index } of matchSections(known, sections))
			expect([id, result, index]).toEqual([id, 'found', Number(id)]);
	});

	it.each(['workshop', 'arabic', 'japanese', 'thai'] as const)(
		'%s: every slot that is chosen gets a prompt by rules',
		(name) => {
			const outline = outlineOf(name);
			const look = {
				imageType: 'realistic',
				style: { palette: [], guidelines: '', avoid: '' },
				keepSubjectInside: '4:5',
			} as const;
			for (const index of chooseSlots(outline, {
				featuredMissing: true,
				maxInArticle: 5,
				everySection: false,
			})) {
				const section = index < 0 ? outline.lead : (outline.sections[index] ?? null);
				const { prompt, needsPrompt } = writePrompt({
					...look,
					title: readPost(name).title,
					section,
					language: outline.language,
				});
				expect(needsPrompt).toBe(false);
				expect(prompt).toMatch(/“[^“”]{30,}”/);
			}
		},
	);

	it('makes a post of 500 blocks', () => {
		expect(serializedBlocks(makeLongPost(167))).toHaveLength(501);
	});
});
