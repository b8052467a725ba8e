import { Button, TextareaControl } from '@wordpress/components';
import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { pencil } from '@wordpress/icons';
import { nameSlot } from '../messages/name-slot.ts';
import { saveWording, writeWording } from '../store/operations.ts';
import { isAltOpen } from '../store/choose-candidate.ts';
import { isUnderWay } from './card-state.ts';
import type { Card } from './use-sidebar.ts';

/** As the contract's limits; the site would refuse more. */
const PROMPT_LIMIT = 4_000;
const ALT_LIMIT = 500;

/** The prompt: two lines to read, the whole of it to edit. What is typed is kept without a button. */
export function Prompt({
	card,
	isEditing,
	canEdit,
	onEdit,
	onImprove,
}: {
	card: Card;
	isEditing: boolean;
	canEdit: boolean;
	onEdit: (isEditing: boolean) => void;
	/** Null where there is no chat model to do it. */
	onImprove: (() => void) | null;
}) {
	const { slot, prompt, planned, state, note } = card;
	const button = useRef<HTMLButtonElement>(null);
	const field = useRef<HTMLTextAreaElement>(null);
	const wasEditing = useRef(isEditing);
	useEffect(() => {
		if (isEditing && !wasEditing.current) field.current?.focus();
		if (!isEditing && wasEditing.current) button.current?.focus();
		wasEditing.current = isEditing;
	}, [isEditing]);
	const save = () => void saveWording(slot.slot_id);
	// translators: %s: what the image is for, such as the heading of a section.
	const label = sprintf(__('Prompt for %s', 'limner'), nameSlot(slot));
	if (!canEdit || (isUnderWay(state) && !isEditing))
		return (
			<p className="limner-prompt" dir="auto">
				{state.attempt?.prompt || prompt}
			</p>
		);
	if (isEditing || (planned?.needs_prompt && prompt === '')) {
		return (
			<div
				className="limner-prompt is-editing"
				role="presentation"
				onKeyDown={(event) => {
					if (event.key !== 'Escape') return;
					event.stopPropagation();
					onEdit(false);
				}}
			>
				<TextareaControl
					__nextHasNoMarginBottom
					ref={field}
					label={label}
					hideLabelFromVision
					dir="auto"
					value={prompt}
					rows={5}
					maxLength={PROMPT_LIMIT}
					placeholder={__('What should it show?', 'limner')}
					help={
						planned?.needs_prompt
							? __('There is too little text here to say something about.', 'limner')
							: undefined
					}
					onChange={(value) => writeWording(slot.slot_id, { draft: value })}
					onBlur={save}
				/>
				{isEditing && isAltOpen(state.candidate) && (
					<TextareaControl
						__nextHasNoMarginBottom
						label={__('Alt text', 'limner')}
						dir="auto"
						value={note.draftAlt ?? (state.candidate ?? slot).alt}
						rows={2}
						maxLength={ALT_LIMIT}
						onChange={(value) => writeWording(slot.slot_id, { draftAlt: value })}
						onBlur={save}
					/>
				)}
				<div className="limner-card__actions">
					{isEditing && (
						<Button size="small" variant="tertiary" onClick={() => onEdit(false)}>
							{__('Done', 'limner')}
						</Button>
					)}
					{onImprove && prompt.trim() !== '' && (
						<Button
							size="small"
							variant="tertiary"
							accessibleWhenDisabled
							disabled={note.pending !== undefined}
							isBusy={note.pending === 'wording'}
							onClick={onImprove}
						>
							{__('Improve prompt', 'limner')}
						</Button>
					)}
				</div>
			</div>
		);
	}
	return (
		<div className="limner-prompt">
			<p dir="auto">{prompt}</p>
			<Button
				ref={button}
				size="small"
				icon={pencil}
				label={__('Edit prompt', 'limner')}
				aria-describedby={`limner-${slot.slot_id}`}
				onClick={() => onEdit(true)}
			/>
		</div>
	);
}
