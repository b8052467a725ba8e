import { store as coreStore } from '@wordpress/core-data';
import { dispatch, select, subscribe } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import { getPostImages } from '../api/post-images.ts';
import { toRequestFailure } from '../api/request-failure.ts';
import { decidePause } from './decide-pause.ts';
import { store } from './images-store.ts';

let watchers = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: Promise<void> | null = null;
let etag = '';
let etagPostId = 0;
let onReceived: () => void = () => {};

function schedule(): void {
	clearTimeout(timer);
	const pause = decidePause(select(store).getState(), watchers, document.hidden);
	if (pause !== null) timer = setTimeout(() => void refresh(), pause);
}

/** Asks for the state now. Two at a time are one. */
export function refresh(): Promise<void> {
	asking ??= ask().finally(() => {
		asking = null;
		schedule();
	});
	return asking;
}

async function ask(): Promise<void> {
	const { postId, failure } = select(store).getState();
	if (postId === 0) return;
	try {
		const answer = await getPostImages(postId, etagPostId === postId && !failure ? etag : '');
		if (!answer) return;
		[etag, etagPostId] = [answer.etag, postId];
		await dispatch(store).receiveImages(answer.images);
		onReceived();
	} catch (thrown) {
		await dispatch(store).change({ failure: toRequestFailure(thrown).info });
	}
}

/** Asks again and again while somebody looks. Returns what ends the looking. */
export function watch(): () => void {
	watchers += 1;
	void refresh();
	return () => {
		watchers -= 1;
	};
}

/** Once, when this part of the editor is loaded: `received` runs after each new state. */
export function startPolling(received: () => void): void {
	onReceived = received;
	document.addEventListener('visibilitychange', () => {
		if (!document.hidden) void refresh();
	});
	let wasSaving = false;
	subscribe(() => {
		const isSaving = select(editorStore).isSavingPost();
		if (wasSaving && !isSaving) void refresh();
		wasSaving = isSaving;
	}, coreStore);
}
