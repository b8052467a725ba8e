import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { formatSeconds } from '../messages/amounts.ts';
import { nameSlot } from '../messages/name-slot.ts';
import { describeState } from '../messages/state-words.ts';
import type { Card } from './use-sidebar.ts';

const secondsNow = () => Math.floor(Date.now() / 1000);

/** Whole seconds since the image was asked for. */
function useElapsed(acceptedAt: number | undefined): number {
	const [now, setNow] = useState(secondsNow);
	useEffect(() => {
		const timer = setInterval(() => setNow(secondsNow()), 1_000);
		return () => clearInterval(timer);
	}, []);
	return now - (acceptedAt ?? now);
}

export function Progress({ card }: { card: Card }) {
	const { state, slot } = card;
	const elapsed = useElapsed(state.attempt?.accepted_at);
	const percent = Math.round((state.attempt?.progress ?? 0) * 100);
	const words = describeState(state);
	const isCounted = state.name === 'drawing' && elapsed > 0;
	return (
		<div className="limner-progress">
			<div
				role="progressbar"
				// translators: %s: what the image is for, such as the heading of a section.
				aria-label={sprintf(__('Progress of %s', 'limner'), nameSlot(slot))}
				aria-valuemin={0}
				aria-valuemax={100}
				aria-valuenow={percent}
				aria-valuetext={words}
				className="limner-progress__track"
			>
				<div className="limner-progress__bar" style={{ inlineSize: `${percent}%` }} />
			</div>
			<span className="limner-progress__words">
				<span>{words}</span>
				{isCounted && <span aria-hidden="true">{formatSeconds(elapsed)}</span>}
			</span>
		</div>
	);
}
