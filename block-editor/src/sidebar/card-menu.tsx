import { MediaUpload, MediaUploadCheck } from '@wordpress/block-editor';
import { DropdownMenu } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { pageLanguage } from '../messages/page-language.ts';
import type { Candidate } from '@limner/shared/contracts/post-images';
import { formatPrice } from '../messages/amounts.ts';
import { noteSlot, rejectCandidate } from '../store/operations.ts';
import { swapForAttachment } from '../store/placing.ts';
import { isUnderWay } from './card-state.ts';
import { moreIcon } from './more-icon.tsx';
import type { Card } from './use-sidebar.ts';

/** What else can be done with a card's image. */
export function CardMenu({ card, titleId, onEdit }: { card: Card; titleId: string; onEdit: () => void }) {
	const { slot, state } = card;
	const { candidate } = state;
	const isFree = !isUnderWay(state);
	const leaveOut = () => noteSlot(slot.slot_id, { chosen: false });
	const reject = () => candidate && void rejectCandidate(slot.slot_id, candidate.candidate_id);
	const isRejectable = candidate && candidate.state !== 'rejected' && state.name !== 'in_post';
	const versions = slot.candidates.length > 1 ? slot.candidates : [];
	return (
		<MediaUploadCheck>
			<MediaUpload
				allowedTypes={['image']}
				onSelect={({ id }) => void swapForAttachment(slot, id)}
				render={({ open }) => (
					<DropdownMenu
						icon={moreIcon}
						label={__('More', 'limner')}
						toggleProps={{ size: 'small', 'aria-describedby': titleId }}
						popoverProps={{ placement: 'bottom-end', className: 'limner-menu' }}
						controls={[
							[
								...(isFree ? [{ title: __('Edit wording', 'limner'), onClick: onEdit }] : []),
								{ title: __('Swap from the media library', 'limner'), onClick: open },
								...(isFree && !candidate
									? [{ title: __('Leave this one out', 'limner'), onClick: leaveOut }]
									: []),
								...(isRejectable ? [{ title: __('Don’t use', 'limner'), onClick: reject }] : []),
							],
							versions.map((version) => ({
								title: nameVersion(version, versions),
								role: 'menuitemradio',
								isActive: version === candidate,
								onClick: () => noteSlot(slot.slot_id, { shown: version.candidate_id }),
							})),
						]}
					/>
				)}
			/>
		</MediaUploadCheck>
	);
}

function nameVersion(version: Candidate, all: Candidate[]): string {
	const time = new Date(version.made_at * 1000).toLocaleString(pageLanguage(), {
		dateStyle: 'short',
		timeStyle: 'short',
	});
	const number = all.length - all.indexOf(version);
	const price = version.cost_microdollars === null ? '' : ` · ${formatPrice(version.cost_microdollars)}`;
	// translators: 1: the number of the version, 1 is the first; 2: when it was made.
	return sprintf(__('Version %1$d, %2$s', 'limner'), number, time) + price;
}
