import { __, sprintf } from '@wordpress/i18n';
import { pageLanguage } from './page-language.ts';
import type { CardState, CardStateName } from '../sidebar/card-state.ts';
import { formatSeconds } from './amounts.ts';

const SIMPLE_WORDS: Record<
	Exclude<CardStateName, 'waiting' | 'drawing' | 'with_editors' | 'in_post'>,
	() => string
> = {
	planned: () => __('Planned', 'limner'),
	finishing: () => __('Finishing', 'limner'),
	ready: () => __('Ready for you', 'limner'),
	declined: () => __('Declined', 'limner'),
	stopped: () => __('Stopped', 'limner'),
	in_doubt: () => __('May have been charged', 'limner'),
	failed: () => __('Failed', 'limner'),
};

/** The state in words, with what is known of its end. */
export function describeState(state: CardState): string {
	switch (state.name) {
		case 'waiting':
			return describeWaiting(state.attempt?.position ?? null);
		case 'drawing':
			return describeDrawing(state);
		case 'with_editors':
			return describeWithEditors(state.candidate?.made_at ?? 0);
		case 'in_post':
			return state.isUnsaved ? __('Save the post to keep it', 'limner') : __('In the post', 'limner');
		default:
			return SIMPLE_WORDS[state.name]();
	}
}

const PLACES = [
	() => __('next in line', 'limner'),
	() => __('second in line', 'limner'),
	() => __('third in line', 'limner'),
];

function describeWaiting(position: number | null): string {
	if (position === null) return __('Waiting', 'limner');
	const place =
		PLACES[position - 1]?.() ??
		// translators: %d: a place in a line, four or more.
		sprintf(__('number %d in line', 'limner'), position);
	// translators: %s: a place in a line, such as "third in line".
	return sprintf(__('Waiting (%s)', 'limner'), place);
}

function describeDrawing({ attempt }: CardState): string {
	if (attempt?.slower_than_usual) return __('Drawing (slower than usual)', 'limner');
	const seconds = attempt?.seconds_left ?? null;
	if (seconds === null) return __('Drawing', 'limner');
	// translators: %s: an estimated time, such as "10 s".
	return sprintf(__('Drawing (about %s left)', 'limner'), formatSeconds(seconds));
}

function describeWithEditors(madeAt: number): string {
	const time = new Date(madeAt * 1000).toLocaleTimeString(pageLanguage(), {
		hour: '2-digit',
		minute: '2-digit',
	});
	// translators: %s: a time of day.
	return sprintf(__('With the editors since %s', 'limner'), time);
}

/** What a screen reader hears when the state changes: one sentence, no numbers that change every second. */
export function announceState(slotName: string, state: CardState): string {
	const word = state.name === 'drawing' ? __('Drawing', 'limner') : describeState(state);
	// translators: 1: what the image is for; 2: its state, such as "Ready for you".
	return sprintf(__('%1$s: %2$s.', 'limner'), slotName, word);
}
