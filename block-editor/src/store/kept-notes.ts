import type { SlotNote } from './state.ts';

/** What is over with a reload of this tab; what a person chose and typed, and what is on its way into the post, is not. */
const PASSING = ['pending', 'failure', 'shown'] as const;

type KeptNote = Omit<SlotNote, (typeof PASSING)[number]>;

const keyOf = (postId: number) => `limner/notes/${postId}`;

export function readKeptNotes(postId: number): Record<string, KeptNote> {
	const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(postId)) ?? '{}');
	return typeof kept === 'object' && kept !== null ? (kept as Record<string, KeptNote>) : {};
}

export function keepNotes(postId: number, notes: Record<string, SlotNote>): void {
	const passing: readonly string[] = PASSING;
	const kept = JSON.stringify(notes, (name, value: unknown) => (passing.includes(name) ? undefined : value));
	sessionStorage.setItem(keyOf(postId), kept);
}
