import { describe, expect, it } from 'vitest';
import { extractSections, toByteOffset } from './extract-sections.ts';
import type { Outline, Pattern } from './outline.ts';

function read(content: string, patterns: Pattern[] = [], title = ''): Outline {
	const outline = extractSections(content, { patterns, title });
	if (outline.kind !== 'outline') throw new Error('refused as too large');
	return outline;
}

const block = (name: string, html: string, attributes = '') =>
	`<!-- wp:${name}${attributes ? ` ${attributes}` : ''} -->\n${html}\n<!-- /wp:${name} -->`;
const heading = (text: string, level = 2) =>
	block('heading', `<h${level}>${text}</h${level}>`, `{"level":${level}}`);
const paragraph = (text: string) => block('paragraph', `<p>${text}</p>`);
const post = (...blocks: string[]) => blocks.join('\n\n');

/** Where the image would go, shown as a mark in the content. */
function mark(content: string, index: number, patterns: Pattern[] = []): string {
	const insertion = read(content, patterns).sections[index]?.insertion;
	if (!insertion) throw new Error(`section ${index} has no place`);
	return `${content.slice(0, insertion.offset)}▲${content.slice(insertion.offset)}`;
}

describe('headings and prose in blocks', () => {
	it('starts a section at a heading of any level and calls what stands before it the lead', () => {
		const outline = read(
			post(
				paragraph('Before.'),
				heading('One'),
				paragraph('First.'),
				heading('Inside', 3),
				paragraph('Second.'),
			),
		);
		expect(outline.lead).toMatchObject({ kind: 'lead', text: 'Before.', insertion: null, index: -1 });
		expect(outline.sections.map(({ heading, headingPath, text }) => [heading, headingPath, text])).toEqual([
			['One', ['One'], 'First.'],
			['Inside', ['One', 'Inside'], 'Second.'],
		]);
	});

	it('has no lead where the first block is a heading, and no section in an empty post', () => {
		expect(read(heading('One')).lead).toBeNull();
		expect(read('')).toEqual({ kind: 'outline', lead: null, sections: [], wordCount: 0 });
		expect(read('\n\n  \n').sections).toEqual([]);
	});

	it('climbs back up when a higher heading follows a lower one', () => {
		const outline = read(post(heading('A', 2), heading('B', 4), heading('C', 3), heading('D', 2)));
		expect(outline.sections.map(({ headingPath }) => headingPath.join(' > '))).toEqual([
			'A',
			'A > B',
			'A > C',
			'D',
		]);
	});

	it('takes a first level-1 heading that repeats the title as the title', () => {
		const content = post(heading('My post', 1), paragraph('Lead.'), heading('One'));
		expect(read(content, [], 'My  Post').lead?.text).toBe('Lead.');
		expect(read(content, [], 'Another').sections).toHaveLength(2);
	});

	it('ignores empty headings', () => {
		expect(read(post(heading(' &nbsp; '), paragraph('Text.'))).sections).toEqual([]);
	});

	it('reads lists, quotes, pullquotes, verse, tables with their caption and details as prose', () => {
		const content = post(
			heading('One'),
			block('list', `<ul>${block('list-item', '<li>Item <strong>bold</strong></li>')}</ul>`),
			block('quote', `<blockquote>${paragraph('Quoted')}<cite>Ines</cite></blockquote>`),
			block(
				'pullquote',
				'<figure class="wp-block-pullquote"><blockquote><p>Pulled</p></blockquote></figure>',
			),
			block('verse', '<pre class="wp-block-verse">A verse</pre>'),
			block(
				'table',
				'<figure class="wp-block-table"><table><tr><td>Cell</td><td>Other</td></tr></table><figcaption>Caption</figcaption></figure>',
			),
			block('details', `<details><summary>Question</summary>${paragraph('Answer')}</details>`),
		);
		expect(read(content).sections[0]?.text.split('\n')).toEqual([
			'Item bold',
			'Quoted',
			'Ines',
			'Pulled',
			'A verse',
			'Cell',
			'Other',
			'Caption',
			'Question',
			'Answer',
		]);
	});

	it.each([
		[
			'code',
			block('code', '<pre class="wp-block-code"><code>&lt;h2&gt;no&lt;/h2&gt; <h2>no</h2></code></pre>'),
		],
		['preformatted text', block('preformatted', '<pre>secret</pre>')],
		['scripts', block('html', '<script>if (a < b) { document.write("<h2>secret</h2>") }</script>')],
		['styles', block('html', '<style>h2::after { content: "secret" }</style>')],
		['comments', '<!-- <h2>secret</h2> -->'],
		['shortcodes', block('shortcode', '[form title="secret"]')],
		[
			'embeds',
			block('embed', '<figure><div>https://example.org/secret</div><figcaption>secret</figcaption></figure>'),
		],
		['buttons', block('buttons', `<div>${block('button', '<div><a>secret</a></div>')}</div>`)],
		['navigation', block('navigation', '<nav><h2>secret</h2></nav>')],
		[
			'hidden elements',
			block(
				'html',
				'<div hidden><p>secret</p></div><p style="display: none">secret</p><span aria-hidden="true">secret</span>',
			),
		],
		['hidden blocks', block('paragraph', '<p>secret</p>', '{"metadata":{"blockVisibility":false}}')],
		['screen reader text', paragraph('<span class="screen-reader-text">secret</span>')],
		['footnote marks', paragraph('<sup data-fn="1" class="fn"><a href="#1">secret</a></sup>')],
	])('does not take %s for prose or headings', (_, content) => {
		const outline = read(post(heading('One'), paragraph('Seen.'), content, paragraph('Also seen.')));
		expect(outline.sections.map(({ text }) => text)).toEqual(['Seen.\nAlso seen.']);
	});

	it('keeps inline code, decodes entities and leaves decoded markup alone', () => {
		const content = post(
			heading('Caf&eacute; &amp; &#8220;Bar&#x201d;'),
			paragraph('Use <code>a</code> &lt;b&gt; &amp;lt; &hellip; &unknown; &#0;'),
		);
		const [section] = read(content).sections;
		expect(section?.heading).toBe('Caf&eacute; & “Bar”');
		expect(section?.text).toBe('Use a <b> &lt; … &unknown; \ufffd');
	});

	it('uses the decoder that it is given', () => {
		const outline = extractSections(paragraph('&eacute;'), {
			patterns: [],
			title: '',
			decodeEntities: () => 'é',
		});
		expect(outline).toMatchObject({ lead: { text: 'é' } });
	});

	it('is not confused by > and quotes in attributes, or by a lone <', () => {
		const content = post(heading('One'), paragraph('a < b <a title="x > y" href=\'/"\'>link</a> it\'s'));
		expect(read(content).sections[0]?.text).toBe("a < b link it's");
	});
});

describe('pictures', () => {
	const image = block(
		'image',
		'<figure class="wp-block-image"><img src="a.jpg" alt=""/><figcaption>AI-generated</figcaption></figure>',
	);

	it.each([
		['an image', image],
		['a gallery', block('gallery', `<figure>${image}</figure>`)],
		['a cover', block('cover', `<div>${paragraph('On it')}</div>`, '{"url":"a.jpg"}')],
		['media and text', block('media-text', '<div><figure><img src="a.jpg"/></figure></div>')],
		['classic HTML', '<p><img src="a.jpg" width="600" /></p>'],
		['a caption shortcode', '[caption width="600"]<img src="a.jpg" /> Caption[/caption]'],
		['a gallery shortcode', block('shortcode', '[gallery ids="1,2"]').replaceAll('wp:shortcode', 'wp:html')],
	])('sees that a section has %s', (_, content) => {
		expect(
			read(post(heading('One'), paragraph('Text.'), content, heading('Two'))).sections.map(
				({ hasImage }) => hasImage,
			),
		).toEqual([true, false]);
	});

	it.each([
		['an empty image block', block('image', '<figure class="wp-block-image"></figure>')],
		['an emoji', paragraph('<img class="emoji" src="s.svg" alt="" />')],
		['a tracking pixel', paragraph('<img src="t.gif" width="1" height="1" />')],
		['an inline icon', paragraph('<img style="width: 20px" src="t.png" />')],
		['a video cover', block('cover', '<div></div>', '{"url":"a.mp4","backgroundType":"video"}')],
	])('does not count %s', (_, content) => {
		expect(read(post(heading('One'), content)).sections[0]?.hasImage).toBe(false);
	});

	it('gives the picture of a cover to the heading on it, not to the section before', () => {
		const cover = block('cover', `<div><img src="a.jpg"/>${heading('Two')}</div>`, '{"url":"a.jpg"}');
		expect(read(post(heading('One'), cover)).sections.map(({ hasImage }) => hasImage)).toEqual([false, true]);
	});

	it('keeps the fingerprint when an image with a caption is put into the section', () => {
		const before = read(post(heading('One'), paragraph('Some text here.'), paragraph('And more.')))
			.sections[0];
		const after = read(post(heading('One'), paragraph('Some text here.'), image, paragraph('And more.')))
			.sections[0];
		expect(after?.fingerprint).toEqual(before?.fingerprint);
		expect(after?.hasImage).toBe(true);
	});
});

describe('the place for an image', () => {
	it('is after the first prose block at the heading’s level, outside of lists and tables', () => {
		const list = block('list', `<ul>${block('list-item', '<li>Item</li>')}</ul>`);
		const content = post(heading('One'), list, paragraph('More.'), heading('Two'), paragraph('Text.'));
		expect(mark(content, 0)).toBe(content.replace(`${list}`, `${list}▲`));
		expect(read(content).sections.map(({ insertion }) => insertion?.path)).toEqual([[1], [4]]);
	});

	it('is directly after the heading where no prose follows', () => {
		const content = post(heading('One'), heading('Two'), block('code', '<pre>x</pre>'));
		expect(read(content).sections.map(({ insertion }) => insertion?.path)).toEqual([[0], [1]]);
		expect(mark(content, 0).startsWith(`${heading('One')}▲`)).toBe(true);
	});

	it('stays inside the group or column of its heading', () => {
		const column = (text: string) =>
			block('column', `<div>${post(heading(text, 3), paragraph('Text.'))}</div>`);
		const content = post(
			block('group', `<div>${post(heading('Group'), paragraph('In it.'))}</div>`),
			block('columns', `<div>${column('Left')}${column('Right')}</div>`),
		);
		expect(read(content).sections.map(({ insertion }) => insertion?.path)).toEqual([
			[0, 1],
			[1, 0, 1],
			[1, 1, 1],
		]);
	});

	it('goes into the column that holds the prose when the columns hold other headings too', () => {
		const columns = block(
			'columns',
			`<div>${block('column', `<div>${paragraph('Left.')}</div>`)}${block('column', `<div>${heading('Two', 3)}</div>`)}</div>`,
		);
		expect(read(post(heading('One'), columns)).sections[0]?.insertion?.path).toEqual([1, 0, 0]);
	});

	it('is after all columns when they belong to one section', () => {
		const columns = block(
			'columns',
			`<div>${block('column', `<div>${paragraph('Left.')}</div>`)}${block('column', `<div>${paragraph('Right.')}</div>`)}</div>`,
		);
		expect(read(post(heading('One'), columns)).sections[0]?.insertion?.path).toEqual([1]);
	});

	it.each(['columns', 'buttons', 'list', 'gallery', 'navigation', 'cover', 'quote'])(
		'is never directly inside core/%s',
		(name) => {
			const content = block(name, `<div>${post(heading('One'), paragraph('Text.'))}</div>`);
			for (const { insertion } of read(content).sections) expect(insertion?.path).toEqual([0]);
		},
	);

	it('is outside of a container that is locked', () => {
		const content = block(
			'group',
			`<div>${post(heading('One'), paragraph('Text.'))}</div>`,
			'{"templateLock":"all"}',
		);
		expect(read(content).sections[0]?.insertion?.path).toEqual([0]);
	});

	it('trusts another plugin’s container only where it holds core blocks', () => {
		const trusted = block('acme/box', `<div>${post(heading('One'), paragraph('Text.'))}</div>`);
		expect(read(trusted).sections[0]?.insertion?.path).toEqual([0, 1]);
		const unknown = block(
			'acme/tabs',
			`<div>${block('acme/tab', '<div><h2>One</h2><p>Text.</p></div>')}</div>`,
		);
		expect(read(unknown).sections[0]?.insertion?.path).toEqual([0]);
	});

	it('is after a synced pattern, never inside, though its text and headings count', () => {
		const pattern = {
			id: 7,
			content: post(paragraph('Shared text.'), heading('Shared', 3), paragraph('More shared.')),
		};
		const content = post(heading('One'), '<!-- wp:block {"ref":7} /-->', paragraph('End.'));
		const outline = read(content, [pattern]);
		expect(outline.sections.map(({ heading, text }) => [heading, text])).toEqual([
			['One', 'Shared text.'],
			['Shared', 'More shared.\nEnd.'],
		]);
		expect(outline.sections.map(({ insertion }) => insertion?.path)).toEqual([[0], [1]]);
		expect(read(content).sections.map(({ heading }) => heading)).toEqual(['One']);
	});

	it('reads patterns in classic HTML too', () => {
		const outline = read('<!-- wp:block {"ref":7} /-->', [{ id: 7, content: '<h2>Old</h2>\n\nText.' }]);
		expect(outline.sections).toMatchObject([{ heading: 'Old', text: 'Text.', insertion: { path: [0] } }]);
	});

	it('ends at patterns that hold themselves or are too many', () => {
		const patterns = [1, 2].map((id) => ({
			id,
			content: `${'<!-- wp:block {"ref":1} /--><!-- wp:block {"ref":2} /-->'.repeat(50)}${paragraph('x')}`,
		}));
		expect(read('<!-- wp:block {"ref":1} /-->'.repeat(1_000), patterns).wordCount).toBeLessThanOrEqual(
			20_000,
		);
	});

	it('counts blocks as the editor does: blank text is none, HTML between blocks is one', () => {
		const content = post(paragraph('A'), '<p>Classic</p>', heading('One'), '\n \n', paragraph('Text.'));
		expect(read(content).sections[0]?.insertion).toMatchObject({
			form: 'block',
			path: [3],
			topLevelIndex: 3,
		});
	});

	it('copes with blocks that never end, ends without a block, and broken attributes', () => {
		expect(read('<!-- wp:group --><div><!-- wp:heading --><h2>One</h2>').sections[0]?.heading).toBe('One');
		expect(read(`<!-- /wp:group -->${heading('One')}`).sections[0]?.heading).toBe('One');
		expect(read('<!-- wp:block {"ref":} /-->').sections).toEqual([]);
		expect(read('<!-- wp:paragraph -->\n<p>Never closed').lead?.text).toBe('Never closed');
	});
});

describe('classic content', () => {
	it('takes blank lines for paragraphs, as WordPress does', () => {
		const content = 'Lead.\n\n<h2>One</h2>\nFirst <strong>bold</strong>\nsame paragraph.\n\nSecond.';
		expect(read(content).sections[0]?.text).toBe('First bold same paragraph.\nSecond.');
		expect(mark(content, 0)).toBe(
			'Lead.\n\n<h2>One</h2>\nFirst <strong>bold</strong>\nsame paragraph.▲\n\nSecond.',
		);
		expect(read(content).sections[0]?.insertion).toMatchObject({ form: 'classic', path: [0] });
	});

	it('goes after the paragraph’s tag, and after a whole list, table or quote', () => {
		expect(mark('<h2>One</h2><p>Text <em>x</em>.</p><p>More.</p>', 0)).toBe(
			'<h2>One</h2><p>Text <em>x</em>.</p>▲<p>More.</p>',
		);
		expect(mark('<h2>One</h2><ul><li>a<li>b</ul>end', 0)).toBe('<h2>One</h2><ul><li>a<li>b</ul>▲end');
		expect(mark('<h2>One</h2><blockquote><p>q</p></blockquote><p>x', 0)).toBe(
			'<h2>One</h2><blockquote><p>q</p></blockquote>▲<p>x',
		);
		expect(mark('<div><h2>One</h2><p>Text.</p></div>', 0)).toBe('<div><h2>One</h2><p>Text.</p>▲</div>');
	});

	it('reads past unclosed paragraphs and headings', () => {
		expect(
			read('<p>Lead<p>More<h2>One<p>Text<h2>Two').sections.map(({ heading, text }) => [heading, text]),
		).toEqual([
			['One', 'Text'],
			['Two', ''],
		]);
	});

	it('drops addresses on a line of their own, and what code shortcodes hold', () => {
		expect(
			read(
				'<h2>One</h2>\n\nhttps://example.org/v\n\nText [b]here[/b].\n\n[code]<h2>no</h2>[/code]\n\nEnd.',
			).sections.map(({ text }) => text),
		).toEqual(['Text here .\nEnd.']);
	});

	it('does not take the text of a caption shortcode for prose', () => {
		const content =
			'<h2>One</h2>\n\nBefore [caption id="a"]<img src="a.jpg" /> The <em>caption</em>[/caption] after.';
		expect(read(content).sections[0]?.text).toBe('Before after.');
	});

	it('leaves the rest of the post alone when a caption shortcode is not closed', () => {
		expect(read('<h2>One</h2>[caption]text').sections[0]?.text).toBe('text');
	});
});

describe('size and scripts', () => {
	it('refuses more than 2 MB by bytes, and says how many', () => {
		expect(extractSections('ä'.repeat(1_048_577), { patterns: [], title: '' })).toEqual({
			kind: 'too_large',
			bytes: 2_097_154,
		});
		expect(extractSections('a'.repeat(1_048_577), { patterns: [], title: '' }).kind).toBe('outline');
	});

	it.each([
		'<',
		'<!-- wp:group -->',
		'<div>',
		'<b></i>',
		'<b><li>',
		'<h2>a',
		'<a x="',
		'[caption]',
		'[caption]a[/caption]',
		'<script>x</script>',
		'<p class=class=',
		'<!-- wp:block {"ref":1} /-->',
	])('reads a megabyte of %s in time that grows with its length', (hostile) => {
		const timed = (bytes: number) => {
			const content = hostile.repeat(Math.floor(bytes / hostile.length));
			const start = performance.now();
			read(content, [{ id: 1, content: paragraph('x').repeat(100) }]);
			return performance.now() - start;
		};
		// A quadratic reader takes minutes; the bound leaves room for a slow, busy machine.
		expect(timed(1_000_000)).toBeLessThan(8_000);
	});

	it('turns offsets into UTF-8 bytes', () => {
		expect([0, 1, 2, 4].map((offset) => toByteOffset('aä😀', offset))).toEqual([0, 1, 3, 7]);
	});

	it('counts words in scripts with and without spaces, and guesses the language from the script', () => {
		expect(read(paragraph('Don’t count twenty-one as three.')).wordCount).toBe(5);
		expect(read(paragraph('يجلد أبو سالم الكتب')).wordCount).toBe(4);
		expect(read(paragraph('หมาเห่าแมว')).wordCount).toBe(3);
		expect(read(paragraph('雪が静かに降っていた。')).language).toBe('ja');
		expect(read(paragraph('雪静静地下着。')).language).toBe('zh');
		expect(read(paragraph('Latin text')).language).toBeUndefined();
	});
});
