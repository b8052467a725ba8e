import { describe, expect, it } from 'vitest';
import { extractMarkdownSections, type MarkdownOutline } from './markdown.ts';

function read(content: string): MarkdownOutline {
	const outline = extractMarkdownSections(content);
	if (outline.kind !== 'outline') throw new Error('refused as too large');
	return outline;
}

const texts = (content: string) => read(content).sections.map(({ heading, text }) => [heading, text]);

describe('extractMarkdownSections', () => {
	it('takes the first level-1 heading as the title, and later ones as sections', () => {
		const outline = read('# Title *here*\n\nLead.\n\n## One\n\nText.\n\n# Two\n');
		expect(outline.title).toBe('Title here');
		expect(outline.lead?.text).toBe('Lead.');
		expect(outline.sections.map(({ headingPath }) => headingPath)).toEqual([['One'], ['Two']]);
	});

	it.each([
		['after the title', '# Title\n', '\nLead.\n\n## One\n\nText.\n'],
		['after front matter and title', '---\ntitle: Above\n---\n\n# Title\n', '\nLead.\n'],
		['after the front matter', '---\ntitle: Above\n---\n', '\nLead.\n'],
		['at the start', '', 'Lead.\n\n## One\n\nText.\n\n# Late\n'],
	])('begins the article %s', (_where, before, rest) => {
		const outline = read(before + rest);
		expect((before + rest).slice(outline.leadOffset).trim()).toBe(rest.trim());
	});

	it('respects front matter: not prose, its title first, offsets in the whole file', () => {
		const content = '---\ntitle: "From above"\ntags: [a]\n---\n\n# Heading\n\n## One\n\nText.\n\nMore.\n';
		const outline = read(content);
		expect(outline.title).toBe('From above');
		expect(outline.lead).toBeNull();
		expect(content.slice(0, outline.sections[0]?.insertion?.offset)).toMatch(/## One\n\nText\.$/);
	});

	it('does not take a rule at the beginning for front matter that never ends', () => {
		expect(read('---\n\nText.\n').lead?.text).toBe('Text.');
	});

	it('guesses the language from the script', () => {
		expect(read('# 雪\n\n## 水\n\n雪が静かに降っていた。').language).toBe('ja');
	});

	it('reads setext headings', () => {
		expect(texts('Title\n=====\n\nOne\n---\n\nText.\n')).toEqual([['One', 'Text.']]);
	});

	it('does not take fenced or indented code for prose or headings', () => {
		expect(
			texts('## One\n\n```md\n## No\n```\n\n    ## Nor this\n\n~~~\nno\n~~~\n\nText with `code`.\n'),
		).toEqual([['One', 'Text with code.']]);
	});

	it('reads lists, quotes and tables, and goes after the whole of them', () => {
		const content = '## One\n\n- first\n- second\n  - third\n\n> Quoted\n\n| a | b |\n|---|---|\n| c | d |\n';
		expect(texts(content)).toEqual([['One', 'first\nsecond\nthird\nQuoted\na b c d']]);
		expect(content.slice(0, read(content).sections[0]?.insertion?.offset)).toMatch(/- third$/);
	});

	it('goes directly after a heading without prose', () => {
		const content = '## One\n\n## Two\n\nText.';
		expect(read(content).sections.map(({ insertion }) => insertion?.offset)).toEqual([6, content.length]);
	});

	it.each([
		'![A box](box.jpg)',
		'Text ![A box](box.jpg) text.',
		'![A box][ref]\n\n[ref]: box.jpg',
		'<img src="box.jpg">',
		'<figure>\n<img src="box.jpg">\n</figure>',
		'[![A box](box.jpg)](https://example.org)',
	])('sees the picture in %s', (markdown) =>
		expect(read(`## One\n\n${markdown}\n\n## Two\n`).sections.map(({ hasImage }) => hasImage)).toEqual([
			true,
			false,
		]),
	);

	it('reads HTML in Markdown, but no comments, scripts or alt texts', () => {
		const content =
			'## One\n\n<div>\n<p>In HTML &amp; seen.</p>\n</div>\n\n<!-- not this -->\n\n<script>\nno()\n</script>\n\n![nor this](a.jpg)\n\nText <b>bold</b>.\n\n<h3>Two</h3>\n\nEnd.\n';
		expect(texts(content)).toEqual([
			['One', 'In HTML & seen.\nText bold.'],
			['Two', 'End.'],
		]);
	});

	it('ends on nesting that is no writing', () => {
		expect(read(`## One\n\n${'> '.repeat(5_000)}deep\n\nText.\n`).sections[0]?.text).toBe('Text.');
	});

	it('refuses more than 2 MB', () => {
		expect(extractMarkdownSections('a'.repeat(2_097_153))).toEqual({ kind: 'too_large', bytes: 2_097_153 });
	});
});
