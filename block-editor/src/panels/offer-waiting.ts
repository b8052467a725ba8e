import { dispatch, select } from '@wordpress/data';
import { store as noticesStore } from '@wordpress/notices';
import { _n, sprintf } from '@wordpress/i18n';
import { attachmentOf, isStanding } from '../insertion/place-attachment.ts';
import { store } from '../store/images-store.ts';
import { applyCandidate } from '../store/placing.ts';

const NOTICE = { id: 'limner-waiting', isDismissible: true };
let offered = 0;

/**
 * Images that the site made by itself cannot be placed by it while the post is open here. They are offered above
 * the post, whether or not the sidebar is open.
 */
export function offerWaiting(): void {
	const { images, notes } = select(store).getState();
	const waiting = (images?.slots ?? []).flatMap((slot) => {
		const candidate = slot.candidates.find(({ state }) => state !== 'rejected');
		const isWaiting =
			candidate?.state === 'uploaded' &&
			!notes[slot.slot_id]?.intended &&
			!isStanding(slot, attachmentOf(candidate));
		return isWaiting ? [{ slotId: slot.slot_id, candidate }] : [];
	});
	const count = images?.settings.approval !== 'automatic' ? 0 : waiting.length;
	if (count === offered) return;
	offered = count;
	if (count === 0) return void dispatch(noticesStore).removeNotice(NOTICE.id);
	const placeAll = () => waiting.forEach(({ slotId, candidate }) => void applyCandidate(slotId, candidate));
	// translators: %d: a number of images.
	const text = sprintf(_n('%d image is ready', '%d images are ready', count, 'limner'), count);
	void dispatch(noticesStore).createInfoNotice(text, {
		...NOTICE,
		actions: [{ label: _n('Place it', 'Place them', count, 'limner'), onClick: placeAll }],
	});
}
