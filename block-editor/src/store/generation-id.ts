import type { EditorGenerationRequest } from '@limner/shared/contracts/generation';
import { makeUuid } from '../api/make-uuid.ts';

/**
 * The id of a generation is made and kept before it is asked for. Where the connection breaks before the answer, the
 * same request again, even after a reload, has the same id and is the same generation.
 */
export function takeGenerationId(postId: number, slots: EditorGenerationRequest['slots']): string {
	const key = keyOf(postId, slots);
	const known = sessionStorage.getItem(key);
	if (known) return known;
	const id = makeUuid();
	sessionStorage.setItem(key, id);
	return id;
}

/** Answered: the next request for these slots is another generation. */
export function dropGenerationId(postId: number, slots: EditorGenerationRequest['slots']): void {
	sessionStorage.removeItem(keyOf(postId, slots));
}

const keyOf = (postId: number, slots: EditorGenerationRequest['slots']) =>
	`limner/generation/${postId}/${JSON.stringify(slots.map(({ slot_id, prompt, variations }) => [slot_id, prompt, variations]).sort())}`;
