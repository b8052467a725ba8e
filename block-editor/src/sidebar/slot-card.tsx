import { store as blockEditorStore } from '@wordpress/block-editor';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Wording } from '@limner/shared/contracts/wording';
import type { WordingKind } from '../api/post-images.ts';
import { nameSlot } from '../messages/name-slot.ts';
import { askForWording } from '../store/operations.ts';
import { CardActions } from './card-actions.tsx';
import type { CardContext } from './card-context.ts';
import { CardMenu } from './card-menu.tsx';
import { CardStatus } from './card-status.tsx';
import { Findings } from './findings.tsx';
import { isMaking, Picture } from './picture.tsx';
import { Prompt } from './prompt.tsx';
import { useAnnouncements } from './use-announcements.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import type { Card } from './use-sidebar.ts';
import { WordingOffer } from './wording-offer.tsx';
import { Variations } from './variations.tsx';
import { Versions } from './versions.tsx';

export function SlotCard({ card, context }: { card: Card; context: CardContext }) {
	const { slot, state } = card;
	const [isEditing, setEditing] = useState(false);
	const [isVarying, setVarying] = useState(false);
	const [offer, setOffer] = useState<Wording | null>(null);
	const ask = (kind: WordingKind) => void askForWording(slot.slot_id, kind, card.prompt).then(setOffer);
	const element = useRef<HTMLLIElement>(null);
	useAnnouncements(card);
	useKeptFocus(element);
	const heading = card.section ? context.headings.get(card.section.index) : undefined;
	const { selectBlock, flashBlock, toggleBlockHighlight } = useDispatch(blockEditorStore);
	const highlight = (isOn: boolean) => heading && void toggleBlockHighlight(heading, isOn);
	const show = () => {
		if (!heading) return;
		void selectBlock(heading);
		void flashBlock(heading);
	};
	const number = card.section ? `${card.section.index + 1} · ` : '';
	const isSmall = !state.candidate && !isMaking(state);
	const titleId = `limner-${slot.slot_id}`;
	const isMarked = context.markedSlot === slot.slot_id;
	return (
		<li
			ref={element}
			tabIndex={-1}
			className={`limner-card is-${state.name} ${isSmall ? 'is-small' : ''} ${isMarked ? 'is-marked' : ''}`}
			aria-label={nameSlot(slot)}
			aria-current={isMarked || undefined}
			data-slot={slot.slot_id}
			onMouseEnter={() => highlight(true)}
			onMouseLeave={() => highlight(false)}
		>
			<Picture card={card} postId={context.postId} view={context.view} />
			<Versions card={card} postId={context.postId} />
			<div className="limner-card__body">
				<h3 id={titleId} className="limner-card__title">
					{heading ? (
						<Button variant="link" onClick={show}>
							{number + nameSlot(slot)}
						</Button>
					) : (
						number + nameSlot(slot)
					)}
				</h3>
				<Prompt
					card={card}
					canEdit={context.canGenerate}
					isEditing={isEditing}
					onEdit={setEditing}
					onImprove={context.hasChatModel ? () => ask('fuller-prompt') : null}
				/>
				{card.textChanged && state.candidate && (
					<p className="limner-card__hint">{__('The section changed since this was planned.', 'limner')}</p>
				)}
				<CardStatus
					card={card}
					context={context}
					onEdit={() => setEditing(true)}
					onSoften={() => ask('softer-wording')}
				/>
				{offer && <WordingOffer offer={offer} onClose={() => setOffer(null)} />}
				<Findings state={state} />
				{isVarying && <Variations card={card} onClose={() => setVarying(false)} />}
				<div className="limner-card__actions">
					{context.canGenerate && <CardActions card={card} titleId={titleId} />}
					{context.canGenerate && (
						<CardMenu
							card={card}
							titleId={titleId}
							onEdit={() => setEditing(true)}
							onVary={() => setVarying(true)}
						/>
					)}
				</div>
			</div>
		</li>
	);
}
