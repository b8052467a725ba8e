import { store as blockEditorStore } from '@wordpress/block-editor';
import type { Block } from '@wordpress/blocks';
import { dispatch, select, subscribe } from '@wordpress/data';
import { store } from '../store/images-store.ts';
import { getPostBlocks, readPost } from './read-post.ts';

/** Typing is never interrupted: the post is read when it pauses, and the browser has nothing else to do. */
const PAUSE_MILLISECONDS = 300;

let blocksRead: Block[] | null = null;
let selectedRead: string | null = null;

/** Reads the post as it stands now. */
export function readNow(): void {
	blocksRead = getPostBlocks();
	void dispatch(store).change({ outline: readPost() });
}

const whenIdle = (task: () => void) =>
	'requestIdleCallback' in window ? requestIdleCallback(task, { timeout: 2_000 }) : setTimeout(task, 0);

/** Keeps the outline fresh while somebody looks at it. `onSelect` hears which block was selected. Returns the end of it. */
export function watchOutline(onSelect: (clientId: string | null) => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		if (getPostBlocks() !== blocksRead) readNow();
		const selected = select(blockEditorStore).getSelectedBlockClientId();
		if (selected !== selectedRead) onSelect(selected);
		selectedRead = selected;
	};
	readNow();
	const unsubscribe = subscribe(() => {
		clearTimeout(timer);
		timer = setTimeout(() => whenIdle(look), PAUSE_MILLISECONDS);
	}, blockEditorStore);
	return () => {
		clearTimeout(timer);
		unsubscribe();
	};
}
