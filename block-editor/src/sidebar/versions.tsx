import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { noteSlot } from '../store/operations.ts';
import { nameVersion } from './name-version.ts';
import { RenditionImage } from './picture.tsx';
import type { Card } from './use-sidebar.ts';

const MOST = 10;

/** Several images of a slot side by side, for as long as one has to be chosen. */
export function Versions({ card: { slot, state }, postId }: { card: Card; postId: number }) {
	const versions = slot.candidates.filter((candidate) => candidate.state !== 'rejected').slice(0, MOST);
	if (state.name !== 'ready' || versions.length < 2) return null;
	return (
		<div className="limner-versions" role="group" aria-label={__('Versions', 'limner')}>
			{versions.map((version) => (
				<Button
					key={version.candidate_id}
					label={nameVersion(version, slot.candidates)}
					aria-pressed={version === state.candidate}
					onClick={() => noteSlot(slot.slot_id, { shown: version.candidate_id })}
				>
					{version.renditions[0] && (
						<RenditionImage postId={postId} candidate={version} rendition={version.renditions[0]} alt="" />
					)}
				</Button>
			))}
		</div>
	);
}
