import { Button, RangeControl } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { formatPrice } from '../messages/amounts.ts';
import { startGeneration } from '../store/operations.ts';
import { toRequest } from './card-actions.tsx';
import type { Card } from './use-sidebar.ts';

/** As the contract's limit; the site would refuse more. */
const MOST = 10;
const USUAL = 3;

/** Asks how many images of one slot are to be made side by side, and says first what they cost together. */
export function Variations({ card, onClose }: { card: Card; onClose: () => void }) {
	const [count, setCount] = useState(USUAL);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const each = card.planned?.price_microdollars ?? card.state.attempt?.price_microdollars ?? null;
	const price = each === null ? __('price not known', 'limner') : formatPrice(each * count);
	// translators: %d: a number of images.
	const label = sprintf(__('Make %d', 'limner'), count);
	const make = () => {
		void startGeneration([{ ...toRequest(card), variations: count }]);
		onClose();
	};
	return (
		<div
			className="limner-prompt is-editing"
			role="presentation"
			onKeyDown={(event) => {
				if (event.key !== 'Escape') return;
				event.stopPropagation();
				onClose();
			}}
		>
			<RangeControl
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				ref={field}
				label={__('Variations', 'limner')}
				min={1}
				max={MOST}
				showTooltip={false}
				value={count}
				onChange={(value) => setCount(Math.min(MOST, Math.max(1, Math.round(value ?? 1))))}
			/>
			<div className="limner-card__actions">
				<Button
					size="small"
					variant="primary"
					accessibleWhenDisabled
					disabled={card.prompt.trim() === ''}
					onClick={make}
				>
					{`${label} · ${price}`}
				</Button>
				<Button size="small" variant="tertiary" onClick={onClose}>
					{__('Cancel', 'limner')}
				</Button>
			</div>
		</div>
	);
}
