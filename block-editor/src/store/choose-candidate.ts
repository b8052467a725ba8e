import type { Candidate, Slot } from '@limner/shared/contracts/post-images';

/** The candidate that a person looks at; else the newest that nobody rejected. */
export function chooseCandidate({ candidates }: Slot, wanted: string | undefined): Candidate | null {
	return (
		candidates.find(({ candidate_id }) => candidate_id === wanted) ??
		candidates.find(({ state }) => state !== 'rejected') ??
		candidates[0] ??
		null
	);
}

/** Once it is on its way into the media library, its alt text is changed there, or in its block. */
export function isAltOpen(candidate: Candidate | null): boolean {
	return !candidate || candidate.state === 'ready' || candidate.state === 'rejected';
}
