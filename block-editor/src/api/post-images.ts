import apiFetch from '@wordpress/api-fetch';
import type { EditorGenerationRequest, Generation } from '@limner/shared/contracts/generation';
import type { WireOutline } from '@limner/shared/contracts/outline';
import type { Plan, SlotChange } from '@limner/shared/contracts/plan';
import type { Wording } from '@limner/shared/contracts/wording';
import type {
	Attempt,
	Candidate,
	CandidateChange,
	EditorPostImages,
	Slot,
} from '@limner/shared/contracts/post-images';
import { toRequestFailure } from './request-failure.ts';

export type RenditionName = Candidate['renditions'][number]['name'];

/** Longer than this without an answer, the state is asked for again. */
const POLL_PATIENCE_MILLISECONDS = 15_000;

const pathTo = (postId: number, rest: string) => `/limner/v1/posts/${postId}/${rest}`;

async function send<Answer>(
	postId: number,
	method: 'POST' | 'PATCH',
	rest: string,
	data?: object,
): Promise<Answer> {
	try {
		return await apiFetch<Answer>({ path: pathTo(postId, rest), method, ...(data ? { data } : {}) });
	} catch (thrown) {
		throw toRequestFailure(thrown);
	}
}

async function getResponse(
	path: string,
	options: { headers?: Record<string, string>; signal?: AbortSignal },
) {
	try {
		return await apiFetch<Response, false>({ path, parse: false, ...options });
	} catch (thrown) {
		if (!(thrown instanceof Response)) throw toRequestFailure(thrown);
		if (thrown.status === 304) return thrown;
		throw toRequestFailure(
			await thrown.json().catch(() => ({ code: 'invalid_json', message: String(thrown.status) })),
		);
	}
}

/** The state of a post's images, or null where it is still what `etag` names. */
export async function getPostImages(
	postId: number,
	etag: string,
): Promise<{ images: EditorPostImages; etag: string } | null> {
	const signal = AbortSignal.timeout(POLL_PATIENCE_MILLISECONDS);
	const headers: Record<string, string> = etag ? { 'If-None-Match': etag } : {};
	const response = await getResponse(pathTo(postId, 'images'), { headers, signal });
	if (response.status === 304) return null;
	const images: EditorPostImages = await response.json();
	return { images, etag: response.headers.get('ETag') ?? '' };
}

export const makePlan = (postId: number, outline: WireOutline) =>
	send<Plan>(postId, 'POST', 'plan', { outline });

export const changeSlot = (postId: number, slotId: string, change: SlotChange) =>
	send<Slot>(postId, 'PATCH', `slots/${slotId}`, change);

export type WordingKind = 'softer-wording' | 'fuller-prompt';

export const offerWording = (postId: number, slotId: string, kind: WordingKind, prompt: string) =>
	send<Wording>(postId, 'POST', `slots/${slotId}/${kind}`, { prompt });

export const startGeneration = (postId: number, request: EditorGenerationRequest) =>
	send<Generation>(postId, 'POST', 'generations', request);

export const cancelAttempt = (postId: number, attemptId: string) =>
	send<Attempt>(postId, 'POST', `attempts/${attemptId}/cancel`);

export const approveCandidate = (postId: number, candidateId: string) =>
	send<Candidate>(postId, 'POST', `candidates/${candidateId}/approve`);

export const changeCandidate = (postId: number, candidateId: string, change: CandidateChange) =>
	send<Candidate>(postId, 'PATCH', `candidates/${candidateId}`, change);

export const rejectCandidate = (postId: number, candidateId: string) =>
	send<Candidate>(postId, 'POST', `candidates/${candidateId}/reject`);

/** The image itself. It comes by this request, not by an address in `src`, as the site wants the nonce with it. */
export async function getRendition(postId: number, candidateId: string, name: RenditionName): Promise<Blob> {
	return (await getResponse(pathTo(postId, `candidates/${candidateId}/renditions/${name}`), {})).blob();
}

export async function getPreview(postId: number, attemptId: string): Promise<Blob> {
	return (await getResponse(pathTo(postId, `attempts/${attemptId}/preview`), {})).blob();
}
