import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Wording } from '@limner/shared/contracts/wording';
import { formatPrice } from '../messages/amounts.ts';
import { writeWording } from '../store/operations.ts';

/** Another wording of a prompt: what it changes, before a person takes it. Taking it makes no image. */
export function WordingOffer({ offer, onClose }: { offer: Wording; onClose: () => void }) {
	const { changes, cost_microdollars } = offer;
	const title = __('Another wording', 'limner');
	const lines = changes.map(describeChange);
	const cost = cost_microdollars ? describeCost(cost_microdollars) : '';
	useEffect(() => speak([title, ...changes.map(describeChange)].join('. '), 'polite'), [title, changes]);
	const take = () => {
		writeWording(offer.slot_id, { draft: offer.prompt });
		onClose();
	};
	return (
		<div className="limner-failure is-offer" role="group" aria-label={title}>
			<p className="limner-failure__title">{title}</p>
			<ul dir="auto">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			{cost !== '' && <p>{cost}</p>}
			<div className="limner-card__actions">
				<Button size="small" variant="primary" onClick={take}>
					{__('Take this wording', 'limner')}
				</Button>
				<Button size="small" variant="tertiary" onClick={onClose}>
					{__('Keep mine', 'limner')}
				</Button>
			</div>
		</div>
	);
}

function describeChange({ before, after }: Wording['changes'][number]): string {
	// translators: %s: words that were left out of a prompt.
	if (after === '') return sprintf(__('Left out: %s', 'limner'), before);
	// translators: %s: words that were added to a prompt.
	if (before === '') return sprintf(__('Added: %s', 'limner'), after);
	// translators: 1: words of a prompt; 2: the words in their place.
	return sprintf(__('“%1$s” becomes “%2$s”', 'limner'), before, after);
}

function describeCost(microdollars: number): string {
	// translators: %s: a price.
	return sprintf(__('Writing it cost %s.', 'limner'), formatPrice(microdollars));
}
