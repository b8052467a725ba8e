import { Button, DropdownMenu } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Section } from '@limner/shared/sections/outline';
import { decideAction, type ErrorAction } from '../messages/error-actions.ts';
import { describeError } from '../messages/error-sentences.ts';

/** Where OpenAI lets an organisation prove who it is. */
const VERIFICATION_URL = 'https://platform.openai.com/settings/organization/general';

const LABELS: Record<ErrorAction, () => string> = {
	edit_prompt: () => __('Edit the prompt', 'limner'),
	again: () => __('Make it again', 'limner'),
	settings: () => __('Open the settings', 'limner'),
	verify: () => __('Open OpenAI', 'limner'),
	place: () => __('Choose another place', 'limner'),
	plan: () => __('Update the plan', 'limner'),
	reload: () => __('Reload', 'limner'),
};

/** What a button does where the failure is shown; an action that is missing has no button there. */
export interface FailureHandlers {
	edit_prompt?: () => void;
	again?: () => void;
	againLabel?: string;
	plan?: () => void;
	/** Offered besides, where the failure's own button does something else than trying again. */
	besides?: { label: string; onClick: () => void };
	place?: (section: Section) => void;
	sections?: readonly Section[];
	/** Null for people who may not open them. */
	settingsUrl: string | null;
}

/** A failure as a sentence with a button. */
export function Failure({ error, handlers }: { error: ErrorInfo; handlers: FailureHandlers }) {
	const { title, text } = describeError(error);
	const action = decideAction(error.code);
	return (
		<div className={`limner-failure is-${error.code}`} role="group" aria-label={title}>
			<p className="limner-failure__title">{title}</p>
			<p>{text}</p>
			{action && <FailureButton action={action} handlers={handlers} />}
			{handlers.besides && action !== 'again' && action !== 'plan' && (
				<Button size="small" variant="secondary" onClick={handlers.besides.onClick}>
					{handlers.besides.label}
				</Button>
			)}
		</div>
	);
}

function FailureButton({ action, handlers }: { action: ErrorAction; handlers: FailureHandlers }) {
	const button = { size: 'small', variant: 'secondary' } as const;
	const label = LABELS[action]();
	if (action === 'settings') {
		return handlers.settingsUrl ? (
			<Button {...button} href={handlers.settingsUrl} target="_blank">
				{label}
			</Button>
		) : null;
	}
	if (action === 'verify') {
		return (
			<Button {...button} href={VERIFICATION_URL} target="_blank" rel="noreferrer">
				{label}
			</Button>
		);
	}
	if (action === 'place') return <PlaceMenu label={label} handlers={handlers} />;
	const onClick = action === 'reload' ? () => window.location.reload() : handlers[action];
	if (!onClick) return null;
	return (
		<Button {...button} onClick={onClick}>
			{action === 'again' ? (handlers.againLabel ?? label) : label}
		</Button>
	);
}

function PlaceMenu({
	label,
	handlers: { place, sections = [] },
}: {
	label: string;
	handlers: FailureHandlers;
}) {
	if (!place || sections.length === 0) return null;
	return (
		<DropdownMenu
			label={label}
			text={label}
			icon={null}
			toggleProps={{ size: 'small', variant: 'secondary', showTooltip: false }}
			controls={sections.map((section) => ({
				title: section.heading || __('Untitled section', 'limner'),
				onClick: () => place(section),
			}))}
		/>
	);
}
