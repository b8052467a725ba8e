import type { PlacementResult, UploadResult } from '@limner/shared/contracts/delivery';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Engine } from '../engine.ts';
import {
	changeCandidate,
	findCandidateById,
	listRenditions,
	recordAttachment,
} from '../storage/candidates.ts';
import type { Database } from '../storage/database.ts';
import { addPlacement, changePlacement } from '../storage/placements.ts';
import type { CandidateRow, PlacementRow, RenditionRow } from '../storage/tables.ts';
import { schedulePlacement } from './schedule.ts';

/** What follows once the plugin has stored a rendition, whichever side carried it over. */
export async function recordUpload(
	engine: Engine,
	candidate: CandidateRow,
	rendition: RenditionRow['name'],
	{ attachment_id, url }: UploadResult,
): Promise<void> {
	if (attachment_id === null) return;
	// In one step: a ledger that knows the last attachment and calls its candidate approved would wait for ever.
	const placement = await engine.database.transaction().execute(async (transaction) => {
		await recordAttachment(transaction, candidate.id, rendition, attachment_id, url);
		return settleUpload(transaction, candidate.id);
	});
	if (placement) await schedulePlacement(engine, placement);
}

/**
 * Calls an approved candidate uploaded once every rendition is in the media library, and answers its placement where
 * the sidecar places it. One that was rejected while its files were under way stays rejected.
 */
export async function settleUpload(database: Database, candidateId: string): Promise<PlacementRow | null> {
	const candidate = await findCandidateById(database, candidateId);
	const renditions = await listRenditions(database, [candidateId]);
	const isWhole = renditions.length > 0 && renditions.every(({ attachment_id }) => attachment_id !== null);
	if (candidate?.state !== 'approved' || !isWhole) return null;
	await changeCandidate(database, candidateId, {
		state: 'uploaded',
		error_json: null,
		tries: 0,
		not_before: 0,
	});
	return candidate.place === 'server' ? await addPlacement(database, candidate) : null;
}

export async function recordPlacement(
	engine: Engine,
	candidate: CandidateRow,
	result: PlacementResult,
): Promise<void> {
	if (!result.placed && !result.already) return;
	await changePlacement(engine.database, candidate.attempt_id, { state: 'placed' });
	await changeCandidate(engine.database, candidate.id, { state: 'placed', error_json: null });
}

/** Nothing is lost by it: the image stays a candidate, and says why it is not where it belongs. */
export async function recordDeliveryError(
	engine: Engine,
	candidate: CandidateRow,
	error: ErrorInfo,
	changes: Partial<CandidateRow> = {},
): Promise<void> {
	await changeCandidate(engine.database, candidate.id, { error_json: JSON.stringify(error), ...changes });
}
