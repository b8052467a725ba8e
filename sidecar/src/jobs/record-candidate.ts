import { createHash } from 'node:crypto';
import type { Candidate } from '@limner/shared/contracts/post-images';
import type { Engine } from '../engine.ts';
import type { RenderedFile } from '../images/rendered-file.ts';
import type { RenderedSet } from '../images/render-renditions.ts';
import { endAttempt, type AttemptWithGeneration } from '../storage/attempts.ts';
import { changeCandidate, saveRenditions } from '../storage/candidates.ts';
import type { CallRow, CandidateRow, RenditionFileRow, RenditionRow, SlotRow } from '../storage/tables.ts';
import { isDrawnHere, labelFor } from './declare-origin.ts';
import { scheduleUpload } from './schedule.ts';

export interface RenderWork extends AttemptWithGeneration {
	slot: SlotRow;
	/** The stored calls, with their bytes. */
	main: CallRow & { bytes_sha256: string };
	mobile: (CallRow & { bytes_sha256: string }) | undefined;
}

/** What was seen of it, in the contract's form. */
interface Look {
	findings: Candidate['findings'];
	likeness: string | null;
}

/** All in one step: an attempt that is rendered has a candidate with its files, and one that was cancelled has none. */
export async function addCandidate(
	engine: Engine,
	work: RenderWork,
	{ files, focalPoint }: RenderedSet,
	look: Look,
): Promise<void> {
	const candidate = candidateRow(engine, work, focalPoint, look);
	const isAdded = await engine.database.transaction().execute(async (transaction) => {
		const ended = await endAttempt(transaction, work.attempt.id, 'rendered', null);
		if (!ended) return false;
		await transaction.insertInto('candidates').values(candidate).execute();
		const rows = renditionRows(candidate.id, files);
		await saveRenditions(transaction, candidate.id, rows, fileRows(candidate.id, files));
		return true;
	});
	if (isAdded && candidate.state === 'approved') await scheduleUpload(engine, candidate);
}

/** Once a person moved the focal point; whoever approved meanwhile waits for these files. */
export async function replaceFiles(
	engine: Engine,
	candidate: CandidateRow,
	{ files, focalPoint }: RenderedSet,
): Promise<void> {
	await engine.database.transaction().execute(async (transaction) => {
		const rows = renditionRows(candidate.id, files);
		await saveRenditions(transaction, candidate.id, rows, fileRows(candidate.id, files));
		await changeCandidate(transaction, candidate.id, {
			focal_x: clampFraction(focalPoint.x),
			focal_y: clampFraction(focalPoint.y),
			render_pending: 0,
		});
	});
}

function candidateRow(
	engine: Engine,
	{ attempt, generation, policy, operation, slot, main, mobile }: RenderWork,
	focalPoint: { x: number; y: number },
	look: Look,
): CandidateRow {
	// Nothing goes into a post by itself that is no picture, or that looks wrong.
	const isAutomatic =
		policy.approval === 'automatic' && operation.name === 'generate' && look.findings.length === 0;
	return {
		id: candidateId(attempt.id),
		attempt_id: attempt.id,
		site_id: attempt.site_id,
		post_id: attempt.post_id,
		slot_id: attempt.slot_id,
		state: isAutomatic ? 'approved' : 'ready',
		// Who made it, whoever was asked for the rest of the attempt afterwards.
		provider: main.provider,
		model: main.model,
		prompt: attempt.prompt,
		revised_prompt: main.revised_prompt,
		alt: attempt.alt || slot.alt,
		label: slot.kind === 'featured' ? '' : labelFor(policy, isDrawnHere(engine, main.provider)),
		cost_microdollars: (main.actual_microdollars ?? 0) + (mobile?.actual_microdollars ?? 0),
		focal_x: clampFraction(focalPoint.x),
		focal_y: clampFraction(focalPoint.y),
		focal_by_person: 0,
		render_pending: 0,
		original_sha256: main.bytes_sha256,
		mobile_original_sha256: mobile?.bytes_sha256 ?? null,
		findings_json: JSON.stringify(look.findings),
		likeness: look.likeness,
		error_json: null,
		approved_by_id: isAutomatic ? generation.person_id : null,
		approved_by_name: isAutomatic ? generation.person_name : null,
		place: isAutomatic ? 'server' : null,
		tries: 0,
		not_before: 0,
		idle_since: Date.now(),
		made_at: Date.now(),
	};
}

function clampFraction(value: number): number {
	return Math.min(1, Math.max(0, value));
}

/** From the attempt, so that two renderings of it can never be two candidates. */
function candidateId(attemptId: string): string {
	const hash = createHash('sha256').update(`candidate ${attemptId}`).digest('hex');
	const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`8${hash.slice(13, 16)}`,
		`${variant}${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join('-');
}

function renditionRows(candidateId: string, files: RenderedFile[]): RenditionRow[] {
	return files
		.filter(({ size }) => size === 'full')
		.map(({ rendition, width, height, bytes, mediaType }) => ({
			candidate_id: candidateId,
			name: rendition,
			width,
			height,
			byte_length: bytes.length,
			media_type: mediaType,
			attachment_id: null,
			url: null,
		}));
}

function fileRows(candidateId: string, files: RenderedFile[]): RenditionFileRow[] {
	return files.map(({ rendition, size, width, height, mediaType, bytes, sha256 }) => ({
		candidate_id: candidateId,
		name: rendition,
		size,
		width,
		height,
		media_type: mediaType,
		byte_length: bytes.length,
		sha256,
	}));
}
