import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Attempt, Candidate, Slot } from '@limner/shared/contracts/post-images';
import { chooseCandidate } from '../store/choose-candidate.ts';
import type { SlotNote } from '../store/state.ts';

export type CardStateName =
	| 'planned'
	| 'waiting'
	| 'drawing'
	| 'finishing'
	| 'ready'
	| 'with_editors'
	| 'in_post'
	| 'declined'
	| 'stopped'
	| 'in_doubt'
	| 'failed';

/** What a card shows: one state at a time. */
export interface CardState {
	name: CardStateName;
	/** The image that the card shows; null before the first one. */
	candidate: Candidate | null;
	/** The attempt whose progress or failure the card tells. */
	attempt: Attempt | null;
	/** The failure's sentence and button belong under the image. */
	error: ErrorInfo | null;
	/** In the post, but only in the editor: it has to be saved. */
	isUnsaved: boolean;
	/** On its way into the post. */
	isPlacing: boolean;
}

/** What the editor knows of the post as it stands. */
export interface Situation {
	/** Attachments that stand in the post, the featured image included where the slot is that one. */
	standing: ReadonlySet<number>;
	isDirty: boolean;
	canApprove: boolean;
}

const FAILED_ATTEMPTS: Partial<Record<Attempt['state'], CardStateName>> = {
	refused: 'declined',
	failed: 'failed',
	cancelled: 'stopped',
	in_doubt: 'in_doubt',
};

export function decideCardState(slot: Slot, note: SlotNote, situation: Situation): CardState {
	const { attempt } = slot;
	const candidate = chooseCandidate(slot, note.shown ?? note.intended);
	const base = {
		candidate,
		attempt,
		error: note.failure ?? null,
		isUnsaved: false,
		isPlacing: note.intended !== undefined || note.pending === 'placing',
	};
	if (note.pending === 'starting') return { ...base, name: 'waiting', attempt: null };
	// Why it waits: a full disk, or a provider that asks for a pause.
	if (attempt && isRunning(attempt))
		return { ...base, name: nameOfPhase(attempt), error: base.error ?? waitsFor(attempt) };
	const failed = attempt && FAILED_ATTEMPTS[attempt.state];
	if (failed && !note.shown) {
		const error = base.error ?? (failed === 'stopped' ? null : attempt.error);
		return { ...base, name: failed, error };
	}
	return candidate
		? { ...base, ...decideByCandidate(candidate, base.isPlacing, situation) }
		: { ...base, name: 'planned' };
}

/** Waiting, being made, or on its way into the post. */
export function isUnderWay({ name }: CardState): boolean {
	return name === 'waiting' || name === 'drawing' || name === 'finishing';
}

/** Accepted and not finished; `rendered` is finished once its candidate is there. */
function isRunning({ state, phase }: Attempt): boolean {
	return state === 'accepted' || state === 'making' || (state === 'rendered' && phase !== 'done');
}

/** What is being made may have waited before: that is over. */
function waitsFor({ state, error }: Attempt): ErrorInfo | null {
	return state === 'accepted' ? error : null;
}

function nameOfPhase({ phase }: Attempt): CardStateName {
	return phase === 'done' ? 'finishing' : phase;
}

function decideByCandidate(
	candidate: Candidate,
	isPlacing: boolean,
	{ standing, isDirty, canApprove }: Situation,
): Pick<CardState, 'name'> & Partial<CardState> {
	const stands = candidate.renditions.some(
		({ attachment_id }) => attachment_id && standing.has(attachment_id),
	);
	if (stands)
		return { name: 'in_post', isUnsaved: isDirty && candidate.state !== 'placed', isPlacing: false };
	if (isPlacing || candidate.state === 'approved') {
		const error = candidate.error;
		return {
			name: error && !error.retryable ? 'failed' : 'finishing',
			isPlacing: true,
			...(error ? { error } : {}),
		};
	}
	if (candidate.state === 'rejected') return { name: 'declined' };
	return {
		name: canApprove ? 'ready' : 'with_editors',
		// That somebody edits the post is no news to whoever sees this: it is them.
		...(candidate.error && candidate.error.code !== 'post_locked' ? { error: candidate.error } : {}),
	};
}
