import { createReduxStore, register } from '@wordpress/data';
import type { EditorPostImages, Slot } from '@limner/shared/contracts/post-images';
import { reducer } from './reducer.ts';
import type { Action, SlotNote, State } from './state.ts';

const NO_NOTE: SlotNote = {};

const actions = {
	openPost: (postId: number, notes: Record<string, SlotNote>): Action => ({ type: 'OPEN', postId, notes }),
	receiveImages: (images: EditorPostImages): Action => ({ type: 'RECEIVE', images }),
	note: (slotId: string, note: SlotNote): Action => ({ type: 'NOTE', slotId, note }),
	change: (change: Extract<Action, { type: 'CHANGE' }>['change']): Action => ({ type: 'CHANGE', change }),
};

const selectors = {
	getState: (state: State): State => state,
	getSlot: (state: State, slotId: string): Slot | undefined =>
		state.images?.slots.find(({ slot_id }) => slot_id === slotId),
	getNote: (state: State, slotId: string): SlotNote => state.notes[slotId] ?? NO_NOTE,
};

export const store = createReduxStore('limner/images', { reducer, actions, selectors });

register(store);
