import { __, sprintf } from '@wordpress/i18n';
import type { Section } from '@limner/shared/sections/outline';
import { formatPrice } from '../messages/amounts.ts';
import { nameProvider } from '../messages/name-provider.ts';
import { describeState } from '../messages/state-words.ts';
import { planPost } from '../store/operations.ts';
import { applyCandidate } from '../store/placing.ts';
import { make } from './card-actions.tsx';
import { Failure, type FailureHandlers } from './failure.tsx';
import { isMaking } from './picture.tsx';
import { Progress } from './progress.tsx';
import type { CardContext } from './card-context.ts';
import type { Card } from './use-sidebar.ts';

/** The state of an image in words, and what to do where it failed. */
export function CardStatus({
	card,
	context,
	onEdit,
	onSoften,
}: {
	card: Card;
	context: CardContext;
	onEdit: () => void;
	onSoften: () => void;
}) {
	const { state, planned } = card;
	const price = planned?.price_microdollars ?? null;
	const maker = state.candidate?.provider ?? context.provider;
	return (
		<>
			{isMaking(state) ? (
				<Progress card={card} />
			) : (
				<p className="limner-card__state">
					<span>{describeState(state)}</span>
					{state.name === 'planned' && price !== null && <span>{formatPrice(price)}</span>}
					{maker !== undefined && maker !== context.provider && (
						<span>
							{
								// translators: %s: a provider's name.
								sprintf(__('made by %s', 'limner'), nameProvider(maker, context.providers))
							}
						</span>
					)}
				</p>
			)}
			{state.error && <Failure error={state.error} handlers={toHandlers(card, context, onEdit, onSoften)} />}
		</>
	);
}

function toHandlers(
	card: Card,
	context: CardContext,
	onEdit: () => void,
	onSoften: () => void,
): FailureHandlers {
	const { slot, state } = card;
	const { settingsUrl, sections } = context;
	// What waits goes on by itself.
	if (!context.canGenerate || isMaking(state)) return { settingsUrl };
	const { candidate } = state;
	const base = {
		settingsUrl,
		sections,
		edit_prompt: onEdit,
		plan: () => void planPost(),
		...(state.error?.code === 'provider_moderated'
			? { besides: { label: __('Suggest softer words', 'limner'), onClick: onSoften } }
			: {}),
	};
	// An image that was made is not made again where only the way into the post failed.
	if (!candidate || state.attempt?.error) return { ...base, again: () => make(card) };
	return {
		...base,
		again: () => void applyCandidate(slot.slot_id, candidate),
		againLabel: __('Try again', 'limner'),
		place: (section: Section) => void applyCandidate(slot.slot_id, candidate, section.index),
	};
}
