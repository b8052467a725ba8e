import { describe, expect, it } from 'vitest';
import { assembleSections } from '@limner/shared/sections/assemble-sections';
import { readBlocks } from '@limner/shared/sections/read-blocks';
import { makeSlot } from '../sidebar/fixtures.ts';
import { matchSlots } from './match-slots.ts';

const text = (number: number) =>
	`Paragraph ${number} speaks of matter ${number * 7} and of nothing else, with words such as w${number} or v${number}.`;

function sectionsOf(count: number, edit: (number: number) => string = text) {
	const blocks = Array.from({ length: count }, (_, number) => {
		const heading = `<!-- wp:heading --><h2>Part ${number}</h2><!-- /wp:heading -->`;
		return `${heading}\n\n<!-- wp:paragraph --><p>${edit(number)}</p><!-- /wp:paragraph -->`;
	});
	return assembleSections(readBlocks(blocks.join('\n\n'), { patterns: [] }), { title: '' }).sections;
}

const slotsOf = (count: number) =>
	sectionsOf(count).map(({ heading, fingerprint, index }) =>
		makeSlot({ slot_id: `${index}`, heading, fingerprint }),
	);

describe('the section of each slot', () => {
	it('is found where nothing changed', () => {
		const matches = matchSlots(slotsOf(4), sectionsOf(4));
		expect([...matches.values()].map(({ id, index }) => `${id}:${index}`)).toEqual([
			'0:0',
			'1:1',
			'2:2',
			'3:3',
		]);
	});

	it('is found where its own text was edited', () => {
		const edited = sectionsOf(4, (number) => text(number) + (number === 2 ? ' And one more sentence.' : ''));
		expect(matchSlots(slotsOf(4), edited).get('2')).toMatchObject({ result: 'found', index: 2 });
	});

	it('is not guessed between two that are alike', () => {
		const [slot] = slotsOf(1);
		const [section] = sectionsOf(1);
		if (!slot || !section) throw new Error('There is one section.');
		const twice = [section, { ...section, index: 1 }];
		expect(matchSlots([slot], twice).get('0')?.result).toBe('ambiguous');
	});

	it('takes no longer than a keystroke in a post of 250 sections', () => {
		const [slots, sections] = [
			slotsOf(250),
			sectionsOf(250, (number) => text(number) + (number ? '' : ' More.')),
		];
		const start = performance.now();
		expect(matchSlots(slots, sections).size).toBe(250);
		expect(performance.now() - start).toBeLessThan(50);
	});
});
