import type { EditorPostImages, Slot } from '@limner/shared/contracts/post-images';
import { chooseCandidate } from './choose-candidate.ts';
import { INITIAL_STATE, type Action, type SlotNote, type State } from './state.ts';

export function reducer(state: State = INITIAL_STATE, action: Action): State {
	switch (action.type) {
		case 'OPEN':
			if (state.postId === action.postId) return state;
			return { ...INITIAL_STATE, view: state.view, postId: action.postId, notes: action.notes };
		case 'RECEIVE':
			if (action.images.post_id !== state.postId) return state;
			return {
				...state,
				images: action.images,
				failure: null,
				notes: settleNotes(state.notes, state.images, action.images),
			};
		case 'NOTE':
			return {
				...state,
				notes: { ...state.notes, [action.slotId]: { ...state.notes[action.slotId], ...action.note } },
			};
		case 'CHANGE':
			return { ...state, ...action.change };
		default:
			return state;
	}
}

/** What a new state of the site answers is no longer this tab's to say. */
function settleNotes(
	notes: Record<string, SlotNote>,
	before: EditorPostImages | null,
	after: EditorPostImages,
): Record<string, SlotNote> {
	const settled = { ...notes };
	for (const slot of after.slots) {
		const note = settled[slot.slot_id];
		if (!note) continue;
		const earlier = before?.slots.find(({ slot_id }) => slot_id === slot.slot_id);
		const attemptIsNew = earlier?.attempt?.attempt_id !== slot.attempt?.attempt_id;
		const candidateIsNew = earlier?.candidates[0]?.candidate_id !== slot.candidates[0]?.candidate_id;
		settled[slot.slot_id] = {
			...note,
			...(note.pending === 'starting' && attemptIsNew ? { pending: undefined, failure: undefined } : {}),
			...(note.draft === slot.prompt ? { draft: undefined } : {}),
			...(isSettled(note, slot) ? { draftAlt: undefined } : {}),
			...(candidateIsNew ? { shown: undefined } : {}),
		};
	}
	return settled;
}

function isSettled({ draftAlt, shown }: SlotNote, slot: Slot): boolean {
	return draftAlt === slot.alt && draftAlt === (chooseCandidate(slot, shown) ?? slot).alt;
}
