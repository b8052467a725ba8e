import type { Candidate } from '@limner/shared/contracts/post-images';
import type { CardState } from './card-state.ts';

/** What looks wrong with the image that a card shows, for as long as a person has to decide about it. */
export function listFindings({ name, candidate }: CardState): Candidate['findings'] {
	return candidate && (name === 'ready' || name === 'with_editors') ? candidate.findings : [];
}
