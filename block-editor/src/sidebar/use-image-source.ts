import { useEffect, useRef, useState } from '@wordpress/element';
import type { Attempt, Candidate } from '@limner/shared/contracts/post-images';
import { getPreview, getRendition, type RenditionName } from '../api/post-images.ts';

/** What was fetched stays for as long as the editor is open: going back to an earlier version shows it at once. */
const sources = new Map<string, Promise<string>>();

function remember(key: string, fetchImage: () => Promise<Blob>): Promise<string> {
	const known = sources.get(key);
	if (known) return known;
	const source = fetchImage().then((blob) => URL.createObjectURL(blob));
	sources.set(key, source);
	// A failed one is asked for again the next time somebody looks.
	source.catch(() => sources.delete(key));
	return source;
}

function useSource(
	key: string | null,
	fetchImage: () => Promise<Blob>,
): { source: string | null; isMissing: boolean } {
	const [found, setFound] = useState<{ key: string; source: string | null } | null>(null);
	const fetching = useRef(fetchImage);
	fetching.current = fetchImage;
	useEffect(() => {
		if (!key) return undefined;
		let isWanted = true;
		remember(key, () => fetching.current()).then(
			(source) => isWanted && setFound({ key, source }),
			() => isWanted && setFound({ key, source: null }),
		);
		return () => {
			isWanted = false;
		};
	}, [key]);
	const isCurrent = found !== null && found.key === key;
	return { source: found?.source ?? null, isMissing: isCurrent && found.source === null };
}

export function useRendition(postId: number, candidate: Candidate, name: RenditionName) {
	return useSource(`${candidate.candidate_id}/${name}`, () =>
		getRendition(postId, candidate.candidate_id, name),
	);
}

/** The newest partial image; the one before stays until it has come. */
export function usePreview(postId: number, attempt: Attempt | null) {
	const key =
		attempt && attempt.preview_number > 0 ? `${attempt.attempt_id}/${attempt.preview_number}` : null;
	return useSource(key, () => getPreview(postId, attempt?.attempt_id ?? ''));
}
