import { MediaUpload, MediaUploadCheck } from '@wordpress/block-editor';
import { DropdownMenu } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { noteSlot, rejectCandidate } from '../store/operations.ts';
import { swapForAttachment } from '../store/placing.ts';
import { isUnderWay } from './card-state.ts';
import { moreIcon } from './more-icon.tsx';
import { nameVersion } from './name-version.ts';
import type { Card } from './use-sidebar.ts';

/** What else can be done with a card's image. */
export function CardMenu({
	card,
	titleId,
	onEdit,
	onVary,
}: {
	card: Card;
	titleId: string;
	onEdit: () => void;
	onVary: () => void;
}) {
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
								...(isFree
									? [
											{ title: __('Edit wording', 'limner'), onClick: onEdit },
											{ title: __('Make variations', 'limner'), onClick: onVary },
										]
									: []),
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
