import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatPrice } from '../messages/amounts.ts';
import { nameProvider } from '../messages/name-provider.ts';
import { store } from '../store/images-store.ts';
import { startGeneration } from '../store/operations.ts';
import { applyCandidate } from '../store/placing.ts';
import { toRequest } from './card-actions.tsx';
import { listFindings } from './list-findings.ts';
import type { Sidebar } from './use-sidebar.ts';

const VIEWS = [
	{ view: 'desktop', label: () => __('Desktop', 'limner') },
	{ view: 'mobile', label: () => __('Phone', 'limner') },
] as const;

/** What the images are made with, and the buttons that concern all of them. */
export function Footer({ sidebar, settingsUrl }: { sidebar: Sidebar; settingsUrl: string | null }) {
	const { images, state } = sidebar;
	const { change } = useDispatch(store);
	if (!images) return null;
	const { settings, plan, can } = images;
	const facts = [
		nameImageType(settings.image_type),
		settings.quality,
		nameProvider(plan?.provider ?? settings.provider, settings.providers),
	]
		.filter(Boolean)
		.join(' · ');
	return (
		<div className="limner-footer">
			<div className="limner-footer__line">
				{settingsUrl ? (
					<Button variant="link" href={settingsUrl} target="_blank">
						{facts}
					</Button>
				) : (
					<span>{facts}</span>
				)}
				{settings.mobile && settings.desktop && (
					<div className="limner-footer__views" role="group" aria-label={__('Composition shown', 'limner')}>
						{VIEWS.map(({ view, label }) => (
							<Button
								key={view}
								size="small"
								isPressed={state.view === view}
								onClick={() => void change({ view })}
							>
								{label()}
							</Button>
						))}
					</div>
				)}
			</div>
			{can.generate && <Buttons sidebar={sidebar} />}
		</div>
	);
}

/** As the settings page writes it: `line_art` is "Line art". */
function nameImageType(imageType: string): string {
	return (imageType.charAt(0).toUpperCase() + imageType.slice(1)).replaceAll('_', ' ');
}

function Buttons({ sidebar }: { sidebar: Sidebar }) {
	const { toMake, state } = sidebar;
	// What looks wrong is looked at first, one by one.
	const ready = sidebar.ready.filter((card) => listFindings(card.state).length === 0);
	const isBusy = toMake.some(({ note }) => note.pending !== undefined);
	const isStopped = state.images?.connection.state !== 'connected';
	const generate = () => void startGeneration(toMake.map(toRequest));
	const placeAll = () => {
		for (const card of ready)
			if (card.state.candidate) void applyCandidate(card.slot.slot_id, card.state.candidate);
	};
	// translators: %d: a number of images.
	const useAll = sprintf(__('Use all ready (%d)', 'limner'), ready.length);
	return (
		<div className="limner-footer__buttons">
			{toMake.length > 0 && (
				<Button
					__next40pxDefaultSize
					variant="primary"
					accessibleWhenDisabled
					disabled={isBusy || isStopped}
					onClick={generate}
				>
					{labelGenerate(sidebar)}
				</Button>
			)}
			{ready.length > 0 && (
				<Button __next40pxDefaultSize variant="secondary" onClick={placeAll}>
					{useAll}
				</Button>
			)}
		</div>
	);
}

function labelGenerate({ toMake, price, cards }: Sidebar): string {
	const count = toMake.length;
	const isRest = cards.some(({ slot }) => slot.attempt !== null || slot.candidates.length > 0);
	const text = isRest
		? // translators: %d: a number of images.
			_n('Generate the other one', 'Generate the other %d', count, 'limner')
		: // translators: %d: a number of images.
			_n('Generate %d image', 'Generate %d images', count, 'limner');
	const label = sprintf(text, count);
	return price === null ? label : `${label} · ${formatPrice(price)}`;
}
