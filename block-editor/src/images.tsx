import './images.css';
import { offerWaiting } from './panels/offer-waiting.ts';
import { openPost } from './store/operations.ts';
import { placeIntended } from './store/placing.ts';
import { refresh, startPolling } from './store/polling.ts';

export { PrePublish } from './panels/pre-publish.tsx';
export { Sidebar } from './sidebar/sidebar.tsx';

startPolling(() => {
	void placeIntended();
	offerWaiting();
});

/** Takes up what this tab had begun before it was reloaded. */
export function resume(postId: number): void {
	openPost(postId);
	void refresh();
}
