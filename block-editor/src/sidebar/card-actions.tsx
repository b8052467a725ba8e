import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { startGeneration, stopAttempt } from '../store/operations.ts';
import { canUndoPlacing, undoPlacing, applyCandidate } from '../store/placing.ts';
import { decideButtons, type ButtonName } from './decide-buttons.ts';
import type { Card } from './use-sidebar.ts';

export function toRequest({ slot, prompt, alt }: Card) {
	return { slot_id: slot.slot_id, prompt, alt };
}

export function make(card: Card): void {
	void startGeneration([toRequest(card)]);
}

const LABELS: Record<ButtonName, () => string> = {
	use: () => __('Use it', 'limner'),
	undo: () => __('Undo', 'limner'),
	stop: () => __('Stop', 'limner'),
	generate: () => __('Generate', 'limner'),
	another: () => __('Another', 'limner'),
};

export function CardActions({ card, titleId }: { card: Card; titleId: string }) {
	const { slot, state, note, prompt } = card;
	const { candidate, attempt } = state;
	const press: Record<ButtonName, () => void> = {
		use: () => candidate && void applyCandidate(slot.slot_id, candidate),
		undo: () => undoPlacing(slot.slot_id),
		stop: () => attempt && void stopAttempt(slot.slot_id, attempt.attempt_id),
		generate: () => make(card),
		another: () => make(card),
	};
	const isPromptMissing = prompt.trim() === '';
	return (
		<>
			{decideButtons(card, canUndoPlacing(slot.slot_id)).map((name) => (
				<Button
					key={name}
					size="small"
					variant={name === 'use' ? 'primary' : 'secondary'}
					accessibleWhenDisabled
					disabled={
						note.pending !== undefined || (isPromptMissing && (name === 'generate' || name === 'another'))
					}
					aria-describedby={titleId}
					onClick={press[name]}
				>
					{LABELS[name]()}
				</Button>
			))}
		</>
	);
}
