import { useSelect } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { useMemo } from '@wordpress/element';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { toErrorInfo } from '../messages/to-error-info.ts';
import { sumPrices } from '../messages/amounts.ts';
import { findImages } from '../outline/find-blocks.ts';
import { store } from '../store/images-store.ts';
import type { SlotNote, State } from '../store/state.ts';
import { decideCardState, type CardState, type Situation } from './card-state.ts';
import { listEntries, type Entry } from './list-entries.ts';

export interface Card extends Entry {
	state: CardState;
	note: SlotNote;
	prompt: string;
	alt: string;
}

export interface Sidebar {
	state: State;
	images: EditorPostImages | null;
	cards: Card[];
	unplannedCount: number;
	sectionCount: number;
	/** Those that the big button makes, with what they cost together; null where that is not known. */
	toMake: Card[];
	price: number | null;
	seconds: number;
	ready: Card[];
}

const SECTION_GONE = toErrorInfo('section_gone');

const LEFT_TO_MAKE: CardState['name'][] = ['planned', 'stopped', 'failed'];

export function useSidebar(): Sidebar {
	const state = useSelect((select) => select(store).getState(), []);
	const { featured, isDirty } = useSelect((select) => {
		const editor = select(editorStore);
		return {
			featured: Number(editor.getEditedPostAttribute('featured_media') ?? 0),
			isDirty: editor.isEditedPostDirty(),
		};
	}, []);
	const { images, outline, notes } = state;
	const sections = outline?.outline.sections;
	const inBlocks = useMemo(
		() => new Set(findImages(outline?.blocks ?? []).map(({ attachmentId }) => attachmentId)),
		[outline?.blocks],
	);
	return useMemo(() => {
		const list = images && sections ? listEntries(images, sections, notes) : { entries: [], unplanned: [] };
		const cards = list.entries.map((entry) => {
			const note = notes[entry.slot.slot_id] ?? {};
			const situation: Situation = {
				standing: entry.slot.kind === 'featured' ? new Set([featured]) : inBlocks,
				isDirty,
				canApprove: images?.can.generate ?? false,
			};
			const prompt = note.draft ?? entry.slot.prompt;
			const cardState = decideCardState(entry.slot, note, situation);
			return {
				...entry,
				note,
				prompt,
				alt: note.draftAlt ?? entry.slot.alt,
				state:
					entry.isGone && cardState.name !== 'in_post' ? { ...cardState, error: SECTION_GONE } : cardState,
			};
		});
		const toMake = cards.filter(isLeftToMake);
		const ready = cards.filter((card) => card.state.name === 'ready' && !card.isGone);
		return {
			state,
			images,
			cards,
			unplannedCount: list.unplanned.length,
			sectionCount: sections?.length ?? 0,
			toMake,
			price: sumPrices(toMake.map(({ planned }) => planned?.price_microdollars ?? null)),
			seconds: estimateSeconds(images, toMake.length),
			ready,
		};
	}, [state, images, sections, notes, featured, isDirty, inBlocks]);
}

function isLeftToMake({ isSelected, isGone, state, prompt }: Card): boolean {
	return (
		isSelected && !isGone && LEFT_TO_MAKE.includes(state.name) && !state.candidate && prompt.trim() !== ''
	);
}

/** The plan's estimate is for everything that it selected. */
function estimateSeconds(images: EditorPostImages | null, count: number): number {
	const plan = images?.plan;
	const selected = plan?.slots.filter((slot) => slot.selected).length ?? 0;
	return plan && selected > 0 ? (plan.seconds_estimate * count) / selected : 0;
}
