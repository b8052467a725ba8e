import { dispatch, select } from '@wordpress/data';
import { store as editorStore } from '@wordpress/editor';
import type { EditorGenerationRequest } from '@limner/shared/contracts/generation';
import type { Wording } from '@limner/shared/contracts/wording';
import * as api from '../api/post-images.ts';
import { toRequestFailure } from '../api/request-failure.ts';
import { readPost } from '../outline/read-post.ts';
import { toWireOutline } from '../outline/to-wire-outline.ts';
import { chooseCandidate, isAltOpen } from './choose-candidate.ts';
import { dropGenerationId, takeGenerationId } from './generation-id.ts';
import { store } from './images-store.ts';
import { keepNotes, readKeptNotes } from './kept-notes.ts';
import { refresh } from './polling.ts';
import type { SlotNote } from './state.ts';

const WORDING_PAUSE_MILLISECONDS = 800;

const currentPostId = () => select(store).getState().postId;

export function openPost(postId: number): void {
	if (postId !== currentPostId()) void dispatch(store).openPost(postId, readKeptNotes(postId));
}

export function noteSlot(slotId: string, note: SlotNote): void {
	void dispatch(store).note(slotId, note);
	keepNotes(currentPostId(), select(store).getState().notes);
}

/** Plans the post as it stands in the editor. Nothing is made by it. */
export async function planPost(): Promise<void> {
	if (select(store).getState().planning) return;
	const { outline } = readPost();
	const title: string = select(editorStore).getEditedPostAttribute('title') ?? '';
	const hasFeaturedImage = Boolean(select(editorStore).getEditedPostAttribute('featured_media'));
	void dispatch(store).change({ planning: true, requestFailure: null });
	try {
		await api.makePlan(currentPostId(), toWireOutline(outline, title, hasFeaturedImage));
		await refresh();
		void dispatch(store).change({ planning: false });
	} catch (thrown) {
		void dispatch(store).change({ planning: false, requestFailure: toRequestFailure(thrown).info });
	}
}

/** Has images made for these slots: the same ones asked for twice are made once. */
export async function startGeneration(slots: EditorGenerationRequest['slots']): Promise<void> {
	const postId = currentPostId();
	const noteAll = (note: SlotNote) => {
		for (const { slot_id } of slots) noteSlot(slot_id, note);
	};
	noteAll({ pending: 'starting', failure: undefined, shown: undefined });
	void dispatch(store).change({ requestFailure: null });
	try {
		await Promise.all(slots.map(({ slot_id }) => saveWording(slot_id)));
		await api.startGeneration(postId, { id: takeGenerationId(postId, slots), slots });
		dropGenerationId(postId, slots);
		await refresh();
		noteAll({ pending: undefined });
	} catch (thrown) {
		const { info, answered } = toRequestFailure(thrown);
		if (answered) dropGenerationId(postId, slots);
		// What concerns them all is said once, above the list.
		noteAll({ pending: undefined, ...(slots.length === 1 ? { failure: info } : {}) });
		if (slots.length > 1) void dispatch(store).change({ requestFailure: info });
	}
}

const wordingTimers = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps a person's wording: at once in this tab, on the site when the typing pauses. */
export function writeWording(slotId: string, wording: Pick<SlotNote, 'draft' | 'draftAlt'>): void {
	noteSlot(slotId, wording);
	clearTimeout(wordingTimers.get(slotId));
	wordingTimers.set(
		slotId,
		setTimeout(() => void saveWording(slotId), WORDING_PAUSE_MILLISECONDS),
	);
}

export async function saveWording(slotId: string): Promise<void> {
	clearTimeout(wordingTimers.get(slotId));
	const { draft, draftAlt, shown } = select(store).getNote(slotId);
	const slot = select(store).getSlot(slotId);
	if (!slot) return;
	const candidate = chooseCandidate(slot, shown);
	const { alt } = candidate ?? slot;
	if ((draft ?? slot.prompt) === slot.prompt && (draftAlt ?? alt) === alt)
		return noteSlot(slotId, { draft: undefined, draftAlt: undefined });
	const postId = currentPostId();
	try {
		if (candidate && isAltOpen(candidate) && draftAlt !== undefined)
			await api.changeCandidate(postId, candidate.candidate_id, { alt: draftAlt });
		// The next image of the slot gets it, too.
		await api.changeSlot(postId, slotId, { prompt: draft ?? slot.prompt, alt: draftAlt ?? slot.alt });
		await refresh();
	} catch (thrown) {
		noteSlot(slotId, { failure: toRequestFailure(thrown).info });
	}
}

/** Carries out one request of a person about one slot; its failure is told in the slot's card. */
export async function request(
	slotId: string,
	pending: SlotNote['pending'],
	send: (postId: number) => Promise<unknown>,
): Promise<boolean> {
	noteSlot(slotId, { pending, failure: undefined });
	try {
		await send(currentPostId());
		await refresh();
		noteSlot(slotId, { pending: undefined });
		return true;
	} catch (thrown) {
		noteSlot(slotId, { pending: undefined, failure: toRequestFailure(thrown).info });
		return false;
	}
}

export const stopAttempt = (slotId: string, attemptId: string) =>
	request(slotId, 'stopping', (postId) => api.cancelAttempt(postId, attemptId));

/** Asks for another wording. It is only an offer: nothing is kept of it, and nothing is made with it. */
export async function askForWording(
	slotId: string,
	kind: api.WordingKind,
	prompt: string,
): Promise<Wording | null> {
	let wording: Wording | null = null;
	await request(slotId, 'wording', async (postId) => {
		wording = await api.offerWording(postId, slotId, kind, prompt);
	});
	return wording;
}

export const rejectCandidate = (slotId: string, candidateId: string) =>
	request(slotId, 'rejecting', (postId) => api.rejectCandidate(postId, candidateId));
