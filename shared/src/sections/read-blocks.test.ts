import { describe, expect, it } from 'vitest';
import { assembleSections } from './assemble-sections.ts';
import { extractSections } from './extract-sections.ts';
import { placeReadings, readBlocks } from './read-blocks.ts';

const options = {
	patterns: [{ id: 1, content: '<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph -->' }],
	title: 'Title',
};

const heading = (text: string) => `<!-- wp:heading --><h2>${text}</h2><!-- /wp:heading -->`;
const paragraph = (text: string) => `<!-- wp:paragraph --><p>${text}</p><!-- /wp:paragraph -->`;

/** What an editor does: one reading kept for each serialized block. */
function keepReadings() {
	const kept = new Map<string, ReturnType<typeof readBlocks>>();
	return (blocks: readonly string[]) => {
		const readings = blocks.flatMap((markup) => {
			const known = kept.get(markup) ?? readBlocks(markup, options);
			kept.set(markup, known);
			return known.map(({ reading }) => reading);
		});
		return assembleSections(placeReadings(readings), options);
	};
}

describe('reading block by block', () => {
	const blocks = [
		paragraph('Lead.'),
		heading('One'),
		paragraph('First.'),
		paragraph('Second.'),
		'<div hidden>Classic, never closed',
		heading('Two'),
		'<!-- wp:block {"ref":1} /-->',
		paragraph('Third.'),
	];

	it.each([
		['an edit in the middle of a section', blocks.with(3, paragraph('Another second.'))],
		['a paragraph taken away', blocks.toSpliced(3, 1)],
		['a paragraph put in', blocks.toSpliced(3, 0, paragraph('Between.'))],
		['a heading taken away', blocks.toSpliced(5, 1)],
		['sections exchanged', [...blocks.slice(5), ...blocks.slice(0, 5)]],
		['one block there twice', [...blocks, paragraph('First.')]],
		[
			'an image put in',
			blocks.toSpliced(3, 0, '<!-- wp:image --><figure><img src="a.jpg"/></figure><!-- /wp:image -->'),
		],
	])('with kept readings gives what a whole reading gives after %s', (_, edited) => {
		const read = keepReadings();
		expect(read(blocks)).toEqual(extractSections(blocks.join('\n\n'), options));
		expect(read(edited)).toEqual(extractSections(edited.join('\n\n'), options));
		expect(read(blocks)).toEqual(extractSections(blocks.join('\n\n'), options));
	});

	it('keeps what one block leaves open from the next', () => {
		expect(keepReadings()(blocks).sections.map(({ heading }) => heading)).toEqual(['One', 'Two']);
	});
});
