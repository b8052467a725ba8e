import { speak } from '@wordpress/a11y';
import { useEffect, useRef } from '@wordpress/element';
import { describeError } from '../messages/error-sentences.ts';
import { nameSlot } from '../messages/name-slot.ts';
import { announceState } from '../messages/state-words.ts';
import { listFindings } from './list-findings.ts';
import type { Card } from './use-sidebar.ts';

/** Says once when the state of an image becomes another; what it was when the sidebar opened is there to be read. */
export function useAnnouncements({ slot, state }: Card): void {
	const known = useRef(`${state.name}/${state.error?.code ?? ''}`);
	const current = `${state.name}/${state.error?.code ?? ''}`;
	useEffect(() => {
		if (known.current === current) return;
		known.current = current;
		const failure = state.error ? ` ${describeError(state.error).title}.` : '';
		const found = listFindings(state).map(({ sentence }) => ` ${sentence}`);
		speak(announceState(nameSlot(slot), state) + failure + found.join(''), 'polite');
	}, [current, slot, state]);
}
