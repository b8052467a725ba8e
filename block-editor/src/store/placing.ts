import { dispatch, select } from '@wordpress/data';
import { store as noticesStore } from '@wordpress/notices';
import { sprintf, __ } from '@wordpress/i18n';
import type { ErrorCode } from '@limner/shared/contracts/error-code';
import type { Candidate, Slot } from '@limner/shared/contracts/post-images';
import * as api from '../api/post-images.ts';
import { toRequestFailure } from '../api/request-failure.ts';
import {
	attachmentOf,
	placeAttachment,
	type Arrival,
	type Placement,
} from '../insertion/place-attachment.ts';
import { readNow } from '../outline/watch-outline.ts';
import { toErrorInfo } from '../messages/to-error-info.ts';
import { nameSlot } from '../messages/name-slot.ts';
import { store } from './images-store.ts';
import { noteSlot, request } from './operations.ts';

/** How the image that this tab placed last into a slot is taken out again; gone with a reload, as the editor's own undo. */
const undoes = new Map<string, () => void>();

/** Puts a candidate into the post: approved first where nobody has, inserted once it is in the media library. */
export async function applyCandidate(
	slotId: string,
	candidate: Candidate,
	intendedSection?: number,
): Promise<void> {
	noteSlot(slotId, { intended: candidate.candidate_id, intendedSection, failure: undefined });
	// What was given up on its way into the media library goes on by being approved again.
	const isStuck = candidate.state === 'approved' && candidate.error !== null;
	if (candidate.state === 'ready' || candidate.state === 'rejected' || isStuck) {
		const isApproved = await request(slotId, 'placing', (postId) =>
			api.approveCandidate(postId, candidate.candidate_id),
		);
		if (!isApproved) noteSlot(slotId, { intended: undefined });
	} else await placeIntended();
}

let placing = Promise.resolve();

/** Places, one after the other, what a person wanted and has arrived in the media library since. */
export function placeIntended(): Promise<void> {
	placing = placing.then(placeAll);
	return placing;
}

async function placeAll(): Promise<void> {
	const { images, notes } = select(store).getState();
	for (const slot of images?.slots ?? []) {
		const intended = notes[slot.slot_id]?.intended;
		const candidate = slot.candidates.find(({ candidate_id }) => candidate_id === intended);
		if (candidate) await placeOne(slot, candidate);
	}
}

async function placeOne(slot: Slot, candidate: Candidate): Promise<void> {
	if (candidate.state !== 'uploaded' && candidate.state !== 'placed') {
		// It could not be brought into the media library: the card says why, and a person decides.
		if (candidate.error && !candidate.error.retryable) noteSlot(slot.slot_id, { intended: undefined });
		return;
	}
	const { alt, label, candidate_id } = candidate;
	// Who goes back to an earlier version goes on seeing that one.
	noteSlot(slot.slot_id, { shown: candidate === slot.candidates[0] ? undefined : candidate_id });
	const sectionIndex = select(store).getNote(slot.slot_id).intendedSection;
	await placeArrival(slot, { attachmentId: attachmentOf(candidate), alt, label, sectionIndex });
}

/** Puts one of the media library in its place. It was not made here, so there is nothing to say in its caption. */
export async function swapForAttachment(slot: Slot, attachmentId: number): Promise<void> {
	await placeArrival(slot, { attachmentId, alt: '', label: '' });
	noteSlot(slot.slot_id, { swapped: attachmentId, chosen: false });
}

async function placeArrival(
	slot: Slot,
	arrival: Pick<Arrival, 'alt' | 'label' | 'sectionIndex'> & { attachmentId: number | null },
): Promise<void> {
	const { attachmentId } = arrival;
	const { swapped } = select(store).getNote(slot.slot_id);
	const earlier = [...slot.candidates.map(attachmentOf), swapped ?? null];
	try {
		if (attachmentId === null) finish(slot, { result: 'not_uploaded' });
		else finish(slot, await placeAttachment(slot, { ...arrival, attachmentId, earlier }));
	} catch (thrown) {
		noteSlot(slot.slot_id, { intended: undefined, failure: toRequestFailure(thrown).info });
	}
}

type Outcome = Placement | { result: 'not_uploaded' };

const FAILURES: Partial<Record<Outcome['result'], ErrorCode>> = {
	section_gone: 'section_gone',
	section_ambiguous: 'section_gone',
	locked: 'site_refused',
	not_uploaded: 'upload_incomplete',
};

function finish(slot: Slot, placement: Outcome): void {
	const code = FAILURES[placement.result];
	const failure = code && toErrorInfo(code);
	noteSlot(slot.slot_id, { intended: undefined, intendedSection: undefined, failure });
	readNow();
	if (placement.result === 'placed') announcePlaced(slot, placement.undo);
}

function announcePlaced(slot: Slot, undo: () => void): void {
	undoes.set(slot.slot_id, undo);
	// translators: %s: what the image is for, such as the heading of a section.
	const text = sprintf(__('Image in the post: %s', 'limner'), nameSlot(slot));
	void dispatch(noticesStore).createSuccessNotice(text, {
		id: `limner-placed-${slot.slot_id}`,
		type: 'snackbar',
		actions: [{ label: __('Undo', 'limner'), onClick: () => undoPlacing(slot.slot_id) }],
	});
}

export const canUndoPlacing = (slotId: string): boolean => undoes.has(slotId);

export function undoPlacing(slotId: string): void {
	undoes.get(slotId)?.();
	undoes.delete(slotId);
	readNow();
	void dispatch(noticesStore).removeNotice(`limner-placed-${slotId}`);
}
