import { __, sprintf } from '@wordpress/i18n';
import type { Candidate } from '@limner/shared/contracts/post-images';
import { nameSlot } from '../messages/name-slot.ts';
import type { State } from '../store/state.ts';
import { isUnderWay, type CardState } from './card-state.ts';
import { usePreview, useRendition } from './use-image-source.ts';
import type { Card } from './use-sidebar.ts';

type Rendition = Candidate['renditions'][number];

export function RenditionImage({
	postId,
	candidate,
	rendition,
	alt,
	className,
}: {
	postId: number;
	candidate: Candidate;
	rendition: Rendition;
	alt: string;
	className?: string;
}) {
	const { source, isMissing } = useRendition(postId, candidate, rendition.name);
	const style = { aspectRatio: `${rendition.width} / ${rendition.height}` };
	if (isMissing) {
		return (
			<span className={`${className ?? ''} limner-picture__missing`} style={style}>
				{__('The preview could not be loaded.', 'limner')}
			</span>
		);
	}
	return source ? (
		<img className={className} src={source} alt={alt} style={style} />
	) : (
		<span className={className} style={style} />
	);
}

/** Being drawn, as opposed to being brought into the post. */
export function isMaking(state: CardState): boolean {
	return isUnderWay(state) && !(state.name === 'finishing' && state.isPlacing);
}

/** The image of a card in its own ratio, the other composition as an inset; while it is made, what has come so far. */
export function Picture({ card, postId, view }: { card: Card; postId: number; view: State['view'] }) {
	const { state, slot, planned } = card;
	const making = isMaking(state);
	const preview = usePreview(postId, making ? state.attempt : null);
	const { candidate } = state;
	if (making || !candidate) {
		const style = { aspectRatio: planned ? `${planned.width} / ${planned.height}` : '16 / 9' };
		return (
			<div className={`limner-picture is-${making ? 'making' : 'empty'}`} style={style} aria-hidden="true">
				{making && preview.source ? <img src={preview.source} alt="" /> : <span>{planned?.aspect}</span>}
			</div>
		);
	}
	const main = candidate.renditions.find(({ name }) => name === view) ?? candidate.renditions[0];
	const inset = candidate.renditions.find((rendition) => rendition !== main);
	// translators: %s: what the image is for, such as the heading of a section.
	const alt = candidate.alt || sprintf(__('Image for %s', 'limner'), nameSlot(slot));
	return (
		<div className={`limner-picture is-${state.name}`} data-view={main?.name}>
			{main && <RenditionImage postId={postId} candidate={candidate} rendition={main} alt={alt} />}
			{inset && (
				<RenditionImage
					postId={postId}
					candidate={candidate}
					rendition={inset}
					alt=""
					className="limner-picture__inset"
				/>
			)}
		</div>
	);
}
