import { store as blockEditorStore } from '@wordpress/block-editor';
import type { Block } from '@wordpress/blocks';
import { select } from '@wordpress/data';
import type { Slot } from '@limner/shared/contracts/post-images';
import type { Section } from '@limner/shared/sections/outline';
import { matchSlots } from '../outline/match-slots.ts';
import type { PostOutline } from '../outline/read-outline.ts';
import { readPost } from '../outline/read-post.ts';
import { store } from '../store/images-store.ts';

export type Place =
	| { result: 'found'; index: number; rootClientId: string }
	| { result: 'section_gone' | 'section_ambiguous' | 'locked' };

/** Where an image block of the slot goes, in the post as it stands now. */
export function findPlace(slot: Slot, sectionIndex?: number): Place {
	const post = readPost();
	const section = sectionIndex === undefined ? findSection(slot, post) : post.outline.sections[sectionIndex];
	if (section === 'ambiguous') return { result: 'section_ambiguous' };
	const path = section && toBlockPath(section, post);
	if (!path) return { result: 'section_gone' };
	const { canInsertBlockType, getBlockIndex, getBlockRootClientId } = select(blockEditorStore);
	return climb(path, {
		canInsert: (rootClientId) => canInsertBlockType('core/image', rootClientId || null),
		indexOf: getBlockIndex,
		rootOf: (clientId) => getBlockRootClientId(clientId) ?? '',
	});
}

function findSection(slot: Slot, { outline }: PostOutline): Section | 'ambiguous' | undefined {
	// With all others, as they may claim a section that this one alone would seem to fit.
	const slots = select(store).getState().images?.slots ?? [slot];
	const match = matchSlots(slots, outline.sections).get(slot.slot_id);
	if (match?.result === 'ambiguous') return 'ambiguous';
	return outline.sections.find(({ index }) => index === match?.index);
}

/** The blocks from the top level down to the one after which the image goes. */
function toBlockPath(section: Section, { readingBlocks }: PostOutline): Block[] | null {
	if (!section.insertion) return null;
	const [, ...inner] = section.insertion.path;
	const top = readingBlocks[section.insertion.topLevelIndex];
	if (!top) return null;
	const path = [top];
	for (const index of inner) {
		const child = path.at(-1)?.innerBlocks[index];
		if (!child) return path;
		path.push(child);
	}
	return path;
}

interface BlockTree {
	canInsert: (rootClientId: string) => boolean;
	indexOf: (clientId: string) => number;
	rootOf: (clientId: string) => string;
}

/** After the innermost block whose container takes an image; a locked container is passed by. */
function climb(path: Block[], tree: BlockTree): Place {
	for (const { clientId } of path.toReversed()) {
		const rootClientId = tree.rootOf(clientId);
		if (tree.canInsert(rootClientId))
			return { result: 'found', index: tree.indexOf(clientId) + 1, rootClientId };
	}
	return { result: 'locked' };
}
