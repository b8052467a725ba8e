import { describe, expect, it } from 'vitest';
import type { PlannedSlot } from '@limner/shared/contracts/plan';
import { assembleSections } from '@limner/shared/sections/assemble-sections';
import { readBlocks } from '@limner/shared/sections/read-blocks';
import { makeCandidate, makeImages, makeSlot } from './fixtures.ts';
import { listEntries } from './list-entries.ts';

const TEXTS: Record<string, string> = {
	Ochre:
		'It was dug from the hills behind the town, washed in a trough, dried on boards and ground for a week.',
	Lapis:
		'It came over the mountains in the saddle bags of merchants who would not say what they had paid for it.',
	Gold: 'Leaf was beaten between skins until a breath moved it, and laid on a ground of chalk and honey.',
};

function sectionsOf(...headings: string[]) {
	const content = headings
		.map(
			(heading) =>
				`<!-- wp:heading --><h2>${heading}</h2><!-- /wp:heading -->\n\n<!-- wp:paragraph --><p>${TEXTS[heading]}</p><!-- /wp:paragraph -->`,
		)
		.join('\n\n');
	return assembleSections(readBlocks(content, { patterns: [] }), { title: '' }).sections;
}

function slotFor(heading: string, facts: Parameters<typeof makeSlot>[0] = {}) {
	const [section] = sectionsOf(heading);
	return makeSlot({ slot_id: heading, heading, fingerprint: section?.fingerprint ?? null, ...facts });
}

const featured = makeSlot({ slot_id: 'featured', kind: 'featured', heading: '', fingerprint: null });
const names = (entries: { slot: { slot_id: string } }[]) => entries.map(({ slot }) => slot.slot_id);

function planned(slotId: string, selected: boolean): PlannedSlot {
	const { kind, heading, fingerprint, prompt, alt } = slotFor('Ochre');
	return {
		slot_id: slotId,
		kind,
		section_index: 0,
		heading,
		fingerprint,
		prompt,
		alt,
		needs_prompt: false,
		has_image: false,
		selected,
		width: 1600,
		height: 900,
		aspect: '16:9',
		price_microdollars: 41_200,
		calls: 1,
	};
}

describe('the list of the sidebar', () => {
	it('has the featured image first, then the post’s own order, whatever the order of the slots', () => {
		const images = makeImages({ slots: [slotFor('Gold'), slotFor('Ochre'), featured, slotFor('Lapis')] });
		const { entries } = listEntries(images, sectionsOf('Ochre', 'Lapis', 'Gold'), {});
		expect(names(entries)).toEqual(['featured', 'Ochre', 'Lapis', 'Gold']);
	});

	it('follows sections that were moved', () => {
		const images = makeImages({ slots: [slotFor('Ochre'), slotFor('Lapis')] });
		const { entries } = listEntries(images, sectionsOf('Lapis', 'Ochre'), {});
		expect(names(entries)).toEqual(['Lapis', 'Ochre']);
	});

	it('names sections that came after the plan', () => {
		const { unplanned } = listEntries(
			makeImages({ slots: [slotFor('Ochre')] }),
			sectionsOf('Ochre', 'Gold'),
			{},
		);
		expect(unplanned.map(({ heading }) => heading)).toEqual(['Gold']);
	});

	it('keeps at the end an image whose section is gone, and drops a slot that never had one', () => {
		const withImage = slotFor('Gold', { candidates: [makeCandidate()] });
		const images = makeImages({ slots: [withImage, slotFor('Lapis'), slotFor('Ochre')] });
		const { entries } = listEntries(images, sectionsOf('Ochre'), {});
		expect(names(entries)).toEqual(['Ochre', 'Gold']);
		expect(entries.map(({ isGone }) => isGone)).toEqual([false, true]);
	});

	it('makes a card of what the plan selected, unless a person said otherwise', () => {
		const slots = [planned('Ochre', true), planned('Lapis', false)];
		const images = makeImages({ slots: [slotFor('Ochre'), slotFor('Lapis')] });
		images.plan = {
			plan_id: 'p',
			post_id: 7,
			state: 'ready',
			written_by: 'rules',
			provider: 'openai',
			model: '',
			drawn_without_ai: false,
			slots,
			planning_microdollars: 0,
			seconds_estimate: 30,
			notices: [],
			error: null,
			made_at: 0,
		};
		const cards = (notes: object) =>
			listEntries(images, sectionsOf('Ochre', 'Lapis'), { ...notes }).entries.map(({ isCard }) => isCard);
		expect(cards({})).toEqual([true, false]);
		expect(cards({ Ochre: { chosen: false }, Lapis: { chosen: true } })).toEqual([false, true]);
	});
});
