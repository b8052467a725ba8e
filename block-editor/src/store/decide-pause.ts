import type { State } from './state.ts';

const WHILE_RUNNING_MILLISECONDS = 2_000;
const WHILE_OPEN_MILLISECONDS = 5_000;

/** Milliseconds until the state is asked for again; null for not at all. */
export function decidePause(state: State, watcherCount: number, isHidden: boolean): number | null {
	if (isHidden || state.postId === 0) return null;
	const { images, notes } = state;
	const isRunning =
		(images?.running ?? 0) > 0 ||
		images?.plan?.state === 'writing' ||
		(images?.waiting_publications ?? 0) > 0 ||
		isBeingUploaded(state) ||
		Object.values(notes).some(({ pending, intended }) => pending !== undefined || intended !== undefined);
	if (isRunning) return WHILE_RUNNING_MILLISECONDS;
	return watcherCount > 0 ? WHILE_OPEN_MILLISECONDS : null;
}

/** Approved by itself or by somebody, and not in the media library yet: from there it is offered. */
function isBeingUploaded({ images }: State): boolean {
	const candidates = images?.slots.flatMap((slot) => slot.candidates) ?? [];
	return candidates.some(({ state, error }) => state === 'approved' && (error?.retryable ?? true));
}
