import { useDispatch, useSelect } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { useEffect, useRef } from '@wordpress/element';
import { findHeadings, sectionOfBlock } from '../outline/find-blocks.ts';
import { watchOutline } from '../outline/watch-outline.ts';
import { store } from '../store/images-store.ts';
import { openPost, planPost } from '../store/operations.ts';
import { watch } from '../store/polling.ts';
import type { Sidebar } from './use-sidebar.ts';

/** Looks after the open post for as long as something of it is shown. */
export function useOpenPost(sidebar: Sidebar): void {
	const postId = useSelect((select) => Number(select(editorStore).getCurrentPostId() ?? 0), []);
	const { change } = useDispatch(store);
	const latest = useRef(sidebar);
	latest.current = sidebar;
	useEffect(() => {
		if (postId === 0) return undefined;
		openPost(postId);
		const endWatch = watch();
		const endOutline = watchOutline(
			(clientId) => void change({ markedSlot: findSlot(latest.current, clientId) }),
		);
		return () => {
			endWatch();
			endOutline();
		};
	}, [postId, change]);
	usePlan(sidebar);
}

/**
 * The first look at a post plans it, and so does a look at one that has new sections: that costs nothing where rules
 * write the prompts. A chat model is asked by the button only.
 */
function usePlan({ state, images, unplannedCount }: Sidebar): void {
	const hasLooked = useRef(0);
	const { postId, outline } = state;
	useEffect(() => {
		if (!images || !outline || images.post_id !== postId || hasLooked.current === postId) return;
		if (images.connection.state !== 'connected' || !images.can.generate) return;
		hasLooked.current = postId;
		const isOutdated = images.plan?.written_by === 'rules' && unplannedCount > 0;
		if (!images.plan || isOutdated) void planPost();
	}, [images, outline, postId, unplannedCount]);
}

function findSlot({ state, cards }: Sidebar, clientId: string | null): string | null {
	if (!clientId || !state.outline) return null;
	const { blocks, outline } = state.outline;
	const index = sectionOfBlock(blocks, findHeadings(blocks, outline), clientId);
	return cards.find(({ section }) => section && section.index === index)?.slot.slot_id ?? null;
}
