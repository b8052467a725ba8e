import { RUNNING_STATES } from './attempts.ts';
import type { Database } from './database.ts';

/**
 * Takes attempts of earlier runs up again in a new generation. Their calls stay with them, so that what is stored is
 * not bought again; a candidate that was made of them before is made anew.
 */
export async function reviveAttempts(
	database: Database,
	generationId: string,
	attemptIds: readonly string[],
): Promise<void> {
	for (const id of attemptIds) {
		await forgetCandidateOf(database, id);
		await database
			.updateTable('attempts')
			.set({
				generation_id: generationId,
				state: 'accepted',
				finishing: 0,
				error_json: null,
				tries: 0,
				starts: 0,
				not_before: 0,
				accepted_at: Date.now(),
				started_at: null,
				finished_at: null,
			})
			.where('id', '=', id)
			.execute();
		const { slot_id } = await database
			.selectFrom('attempts')
			.select('slot_id')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		await database
			.insertInto('generation_slots')
			.values({ generation_id: generationId, slot_id, attempt_id: id, joined: 0 })
			.execute();
	}
}

/** Ends what no process works on any more: its run was stopped. */
export async function endAbandonedAttempts(database: Database, siteId: string): Promise<void> {
	await database
		.updateTable('attempts')
		.set({ state: 'cancelled', finished_at: Date.now() })
		.where('site_id', '=', siteId)
		.where('state', 'in', RUNNING_STATES)
		.execute();
}

async function forgetCandidateOf(database: Database, attemptId: string): Promise<void> {
	const candidate = await database
		.selectFrom('candidates')
		.select('id')
		.where('attempt_id', '=', attemptId)
		.executeTakeFirst();
	if (!candidate) return;
	await database.deleteFrom('rendition_files').where('candidate_id', '=', candidate.id).execute();
	await database.deleteFrom('renditions').where('candidate_id', '=', candidate.id).execute();
	await database.deleteFrom('candidates').where('id', '=', candidate.id).execute();
}
