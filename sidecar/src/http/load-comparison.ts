import type { Comparison } from '@limner/shared/contracts/comparison';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import { findGeneration } from '../storage/generations.ts';
import { findSlot } from '../storage/slots.ts';
import { describeComparison } from './describe/describe-comparison.ts';

/** A comparison of this site, as it stands now. Fails with `not_found`, also where the id is another generation's. */
export async function loadComparison(database: Database, siteId: string, id: string): Promise<Comparison> {
	const generation = await findGeneration(database, siteId, id);
	// Its only slot bears its own id.
	const slot = generation && (await findSlot(database, siteId, id));
	if (!slot) throw new LimnerError('not_found', { subject: 'comparison_id' });
	return describeComparison(database, generation, slot.prompt);
}
