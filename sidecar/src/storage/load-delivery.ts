import type { Policy } from '@limner/shared/contracts/policy';
import { loadAttempt } from './attempts.ts';
import { findCandidateById } from './candidates.ts';
import type { Database } from './database.ts';
import { findSlot } from './slots.ts';
import { findSite } from './sites.ts';
import type { AttemptRow, CandidateRow, GenerationRow, SiteRow, SlotRow } from './tables.ts';

/** What belongs to a candidate on its way into WordPress. */
export interface DeliveryFacts {
	candidate: CandidateRow;
	attempt: AttemptRow;
	generation: GenerationRow;
	policy: Policy;
	slot: SlotRow;
	site: SiteRow;
}

export async function loadDelivery(
	database: Database,
	candidateId: string,
): Promise<DeliveryFacts | undefined> {
	const candidate = await findCandidateById(database, candidateId);
	if (!candidate) return undefined;
	const work = await loadAttempt(database, candidate.attempt_id);
	const slot = await findSlot(database, candidate.site_id, candidate.slot_id);
	const site = await findSite(database, candidate.site_id);
	return work && slot && site ? { candidate, ...work, slot, site } : undefined;
}
