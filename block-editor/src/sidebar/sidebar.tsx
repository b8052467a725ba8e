import { Button, Spinner } from '@wordpress/components';
import { useMemo } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Plan } from '@limner/shared/contracts/plan';
import { findHeadings } from '../outline/find-blocks.ts';
import { formatPrice, formatSeconds } from '../messages/amounts.ts';
import { planPost } from '../store/operations.ts';
import { refresh } from '../store/polling.ts';
import { Failure } from './failure.tsx';
import { decideSituation } from './decide-situation.ts';
import { Footer } from './footer.tsx';
import type { CardContext } from './card-context.ts';
import { SlotCard } from './slot-card.tsx';
import { SlotRow } from './slot-row.tsx';
import { useOpenPost } from './use-open-post.ts';
import { useSidebar, type Sidebar as SidebarState } from './use-sidebar.ts';

/** The images of the post: its plan, what is being made, and what is ready. */
export function Sidebar() {
	const sidebar = useSidebar();
	useOpenPost(sidebar);
	const { state, images } = sidebar;
	const situation = decideSituation(state);
	const settingsUrl = images?.can.manage ? images.settings.settings_url : null;
	const handlers = {
		settingsUrl,
		plan: () => void planPost(),
		// Where nothing could be read yet, reading it is what is tried again: a first plan follows by itself.
		again: () => void (images ? planPost() : refresh()),
		...(situation.isPlanMissing
			? { besides: { label: __('Try again', 'limner'), onClick: () => void planPost() } }
			: {}),
		againLabel: __('Try again', 'limner'),
	};
	return (
		<div className="limner-sidebar">
			{situation.error && <Failure error={situation.error} handlers={handlers} />}
			{situation.isLoading && (
				<p className="limner-sidebar__note" role="status">
					<Spinner />
					{state.images ? __('Reading the post', 'limner') : __('Looking for this post’s images', 'limner')}
				</p>
			)}
			{situation.isReadOnly && (
				<p className="limner-sidebar__note">
					{__('You can look at the images of this post.', 'limner')}{' '}
					{__('Making images needs the right to edit this post and to upload files.', 'limner')}
				</p>
			)}
			{situation.isListShown && images && <ImageList sidebar={sidebar} settingsUrl={settingsUrl} />}
		</div>
	);
}

function ImageList({ sidebar, settingsUrl }: { sidebar: SidebarState; settingsUrl: string | null }) {
	const { state, images, cards, sectionCount } = sidebar;
	const outline = state.outline;
	const headings = useMemo(
		() => (outline ? findHeadings(outline.blocks, outline.outline) : new Map<number, string>()),
		[outline],
	);
	const canGenerate = images?.can.generate ?? false;
	const context: CardContext = {
		postId: state.postId,
		view: state.view,
		canGenerate,
		settingsUrl,
		provider: images?.plan?.provider,
		providers: images?.settings.providers ?? [],
		hasChatModel: hasChatModel(images?.plan ?? null),
		sections: outline?.outline.sections ?? [],
		headings,
		markedSlot: state.markedSlot,
	};
	return (
		<>
			<Summary sidebar={sidebar} />
			{images?.plan?.notices.map((notice) => (
				<p key={notice.code + notice.subject} className="limner-sidebar__notice">
					{notice.sentence}
				</p>
			))}
			<ul className="limner-list">
				{cards.map((card) =>
					card.isCard ? (
						<SlotCard key={card.slot.slot_id} card={card} context={context} />
					) : (
						<SlotRow key={card.slot.slot_id} card={card} canGenerate={canGenerate} />
					),
				)}
			</ul>
			{sectionCount === 0 && (
				<p className="limner-sidebar__note">
					{__(
						'This post has no headings yet. Every section with a heading can have an image of its own.',
						'limner',
					)}
				</p>
			)}
			<Outdated sidebar={sidebar} />
			<Footer sidebar={sidebar} settingsUrl={settingsUrl} />
		</>
	);
}

/** Known by its work: it wrote the prompts, or should have. */
function hasChatModel(plan: Plan | null): boolean {
	return (
		plan?.written_by === 'chat' ||
		plan?.notices.some(({ code }) => code === 'chat_failed_rules_used') === true
	);
}

/** How many are left to make, how long that takes and what it costs: before anybody pays. */
function Summary({ sidebar: { images, toMake, price, seconds, ready } }: { sidebar: SidebarState }) {
	const parts: string[] = [];
	const running = images?.running ?? 0;
	if (running > 0) {
		// translators: %d: a number of images.
		parts.push(sprintf(_n('%d being made', '%d being made', running, 'limner'), running));
	}
	if (ready.length > 0) {
		// translators: %d: a number of images.
		parts.push(sprintf(_n('%d ready', '%d ready', ready.length, 'limner'), ready.length));
	}
	if (toMake.length > 0) {
		// translators: %d: a number of images.
		parts.push(sprintf(_n('%d planned', '%d planned', toMake.length, 'limner'), toMake.length));
		// translators: %s: an estimated time, such as "45 s".
		if (seconds > 0) parts.push(sprintf(__('about %s', 'limner'), formatSeconds(seconds)));
		const planning = images?.plan?.planning_microdollars ?? 0;
		parts.push(price === null ? __('price not known', 'limner') : formatPrice(price + planning));
	}
	return parts.length > 0 ? <p className="limner-sidebar__summary">{parts.join(' · ')}</p> : null;
}

function Outdated({ sidebar: { unplannedCount, state, images } }: { sidebar: SidebarState }) {
	if (unplannedCount === 0 || !images?.plan || !images.can.generate) return null;
	return (
		<p className="limner-sidebar__note">
			{sprintf(
				// translators: %d: a number of sections.
				_n(
					'%d section is new since this plan.',
					'%d sections are new since this plan.',
					unplannedCount,
					'limner',
				),
				unplannedCount,
			)}{' '}
			<Button variant="link" isBusy={state.planning} onClick={() => void planPost()}>
				{__('Update the plan', 'limner')}
			</Button>
		</p>
	);
}
