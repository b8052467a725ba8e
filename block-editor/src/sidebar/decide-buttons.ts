import { decideAction } from '../messages/error-actions.ts';
import type { Entry } from './list-entries.ts';
import type { CardState } from './card-state.ts';

export type ButtonName = 'use' | 'undo' | 'stop' | 'generate' | 'another';

/** The buttons of a card, the most likely first. Its state alone decides. */
export function decideButtons(
	{ state, isGone }: Pick<Entry, 'isGone'> & { state: CardState },
	canUndo: boolean,
): ButtonName[] {
	const again: ButtonName = state.candidate ? 'another' : 'generate';
	// The failure's own button does the same already.
	const isOffered = state.error !== null && decideAction(state.error.code) === 'again';
	switch (state.name) {
		case 'waiting':
		case 'drawing':
		case 'finishing':
			return state.attempt && !state.isPlacing ? ['stop'] : [];
		case 'in_post':
			return canUndo ? ['undo', again] : [again];
		case 'with_editors':
			return [];
		default:
			return [...(state.candidate && !isGone ? ['use' as const] : []), ...(isOffered ? [] : [again])];
	}
}
