import type { Handshake } from '@limner/shared/contracts/site';
import { uploadResultSchema, type UploadResult } from '@limner/shared/contracts/delivery';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { findCandidateById, listRenditionFiles, listRenditions } from '../storage/candidates.ts';
import { loadDelivery, type DeliveryFacts } from '../storage/load-delivery.ts';
import { currentKey } from '../storage/sites.ts';
import type { RenditionRow } from '../storage/tables.ts';
import { describeUpload } from '../wordpress/describe-upload.ts';
import { buildUploadBody, splitFiles, type UploadFile } from '../wordpress/upload-body.ts';
import { decideDeliverRetry } from './decide-retry.ts';
import { digitalSourceType, isDrawnHere, labelFor } from './declare-origin.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';
import { recordDeliveryError, recordUpload } from './deliver.ts';

/** For hosts that did not say; PHP's own default is 8 MB. */
const ASSUMED_LARGEST_REQUEST = 8 * 1024 * 1024;
const UPLOAD_TIMEOUT_SECONDS = 120;

/** Carries an approved candidate into the media library. Repeating it finds what is there. */
export async function upload(engine: Engine, candidateId: string, context: JobContext): Promise<JobOutcome> {
	const facts = await loadDelivery(engine.database, candidateId);
	if (!facts || facts.candidate.state !== 'approved') return DONE;
	if (facts.candidate.render_pending) return { kind: 'again', inMilliseconds: 1_000 };
	// Where the sidecar cannot reach the site, the plugin asks for it.
	if (facts.site.state !== 'active' || facts.site.delivery === 'pull') return DONE;
	try {
		for (const rendition of await listRenditions(engine.database, [candidateId])) {
			if (rendition.attachment_id !== null) continue;
			await requireApproved(engine, candidateId);
			const result = await uploadRendition(engine, facts, rendition.name, context.signal);
			await recordUpload(engine, facts.candidate, rendition.name, result);
		}
		return DONE;
	} catch (error) {
		return await goOnAfter(engine, facts, toError(error));
	}
}

/** Somebody may have rejected it meanwhile. */
async function requireApproved(engine: Engine, candidateId: string): Promise<void> {
	const candidate = await findCandidateById(engine.database, candidateId);
	if (candidate?.state !== 'approved') throw new LimnerError('cancelled', { cause: 'no longer approved' });
}

async function uploadRendition(
	engine: Engine,
	facts: DeliveryFacts,
	name: RenditionRow['name'],
	signal: AbortSignal,
): Promise<UploadResult> {
	const key = await currentKey(engine.database, engine.secrets, facts.site.id);
	if (!key) throw new LimnerError('site_unknown', { subject: facts.site.home_url });
	const files = await loadFiles(engine, facts.candidate.id, name);
	let result: UploadResult | undefined;
	for (const included of splitFiles(files, largestRequest(facts))) {
		result = await engine.wordpress.call(facts.site, key, {
			method: 'PUT',
			path: `media/${facts.attempt.id}/${name}`,
			body: buildUploadBody(describeHead(engine, facts, name), files, included),
			contentType: 'application/octet-stream',
			answer: uploadResultSchema,
			timeoutSeconds: UPLOAD_TIMEOUT_SECONDS,
			signal,
		});
	}
	if (!result || result.attachment_id === null) {
		throw new LimnerError('upload_incomplete', {
			cause: `still missing: ${result?.missing.join(', ') ?? 'all'}`,
		});
	}
	return result;
}

/** The body that one request would have, for a plugin that fetches the image itself. */
export async function wholeUploadBody(
	engine: Engine,
	facts: DeliveryFacts,
	name: RenditionRow['name'],
): Promise<Buffer> {
	const files = await loadFiles(engine, facts.candidate.id, name);
	if (files.length === 0) throw new LimnerError('not_found', { subject: name });
	const all = new Set(files.map(({ description }) => description.size));
	return buildUploadBody(describeHead(engine, facts, name), files, all);
}

function describeHead(engine: Engine, facts: DeliveryFacts, name: RenditionRow['name']) {
	const isDrawn = isDrawnHere(engine, facts.candidate.provider);
	const label = labelFor(facts.policy, isDrawn);
	return describeUpload({ ...facts, digitalSourceType: digitalSourceType(isDrawn), label }, name);
}

async function loadFiles(
	engine: Engine,
	candidateId: string,
	name: RenditionRow['name'],
): Promise<UploadFile[]> {
	const rows = await listRenditionFiles(engine.database, candidateId, name);
	// The full file first: it is what the attachment stands on.
	const ordered = rows.toSorted((one, other) => Number(other.size === 'full') - Number(one.size === 'full'));
	return Promise.all(
		ordered.map(async ({ size, width, height, media_type, byte_length, sha256 }) => ({
			bytes: await engine.images.load(sha256),
			description: {
				size,
				width,
				height,
				media_type: media_type as UploadFile['description']['media_type'],
				byte_length,
				sha256,
			},
		})),
	);
}

function largestRequest({ site }: DeliveryFacts): number {
	if (site.handshake_json === null) return ASSUMED_LARGEST_REQUEST;
	return (JSON.parse(site.handshake_json) as Handshake).largest_request;
}

function toError(error: unknown): LimnerError {
	if (error instanceof LimnerError) return error;
	return new LimnerError('internal', { cause: String(error), origin: error });
}

async function goOnAfter(engine: Engine, facts: DeliveryFacts, error: LimnerError): Promise<JobOutcome> {
	const { candidate } = facts;
	if (error.code === 'internal') engine.log.error({ error, candidate: candidate.id }, 'an upload failed');
	const since = candidate.idle_since;
	const retry = decideDeliverRetry(error, { tries: candidate.tries, since });
	if (!retry) {
		if (error.code !== 'cancelled')
			await recordDeliveryError(engine, candidate, error.toInfo(), { not_before: NEVER });
		return DONE;
	}
	await recordDeliveryError(engine, candidate, error.toInfo(), {
		tries: retry.tries,
		not_before: Date.now() + retry.inMilliseconds,
	});
	return { kind: 'again', inMilliseconds: retry.inMilliseconds };
}

/** Given up: the reconciler leaves it alone until somebody approves it again. */
export const NEVER = Number.MAX_SAFE_INTEGER;
