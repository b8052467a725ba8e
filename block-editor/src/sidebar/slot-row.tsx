import { Button } from '@wordpress/components';
import { memo, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { nameSlot } from '../messages/name-slot.ts';
import { noteSlot } from '../store/operations.ts';
import type { Card } from './use-sidebar.ts';

/** A section that nothing is planned for. */
export const SlotRow = memo(function SlotRow({ card, canGenerate }: RowFacts) {
	const { slot, section } = card;
	const row = useRef<HTMLLIElement>(null);
	const name = nameSlot(slot);
	const titleId = `limner-${slot.slot_id}`;
	const add = () => {
		noteSlot(slot.slot_id, { chosen: true });
		const list = row.current?.parentElement;
		// The row becomes a card, which takes the focus over from the button that is gone.
		requestAnimationFrame(() => list?.querySelector<HTMLElement>(`[data-slot="${slot.slot_id}"]`)?.focus());
	};
	return (
		<li ref={row} className="limner-row" data-slot={slot.slot_id}>
			<span id={titleId} className="limner-row__name">
				{section ? `${section.index + 1} · ${name}` : name}
			</span>
			{section?.hasImage && <span className="limner-row__fact">{__('has an image', 'limner')}</span>}
			{!section?.hasImage && canGenerate && (
				<Button variant="link" aria-describedby={titleId} onClick={add}>
					{__('+ Add an image', 'limner')}
				</Button>
			)}
		</li>
	);
}, isSameRow);

interface RowFacts {
	card: Card;
	canGenerate: boolean;
}

/** A long post has hundreds of rows, and a pause in typing changes none of them. */
function isSameRow(before: RowFacts, after: RowFacts): boolean {
	return (
		before.canGenerate === after.canGenerate &&
		before.card.slot.heading === after.card.slot.heading &&
		before.card.section?.index === after.card.section?.index &&
		before.card.section?.hasImage === after.card.section?.hasImage
	);
}
