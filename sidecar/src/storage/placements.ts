import type { Database } from './database.ts';
import type { CandidateRow, PlacementRow } from './tables.ts';

/** Begins, or begins again, to place an uploaded candidate; one that is placed stays so. */
export async function addPlacement(database: Database, candidate: CandidateRow): Promise<PlacementRow> {
	const row: PlacementRow = {
		attempt_id: candidate.attempt_id,
		candidate_id: candidate.id,
		site_id: candidate.site_id,
		post_id: candidate.post_id,
		state: 'waiting',
		tries: 0,
		not_before: 0,
		created_at: Date.now(),
	};
	await database
		.insertInto('placements')
		.values(row)
		.onConflict((conflict) =>
			conflict
				.column('attempt_id')
				.doUpdateSet({ state: 'waiting', tries: 0, not_before: 0, created_at: row.created_at })
				.where('placements.state', '!=', 'placed'),
		)
		.execute();
	return row;
}

export async function findPlacement(
	database: Database,
	attemptId: string,
): Promise<PlacementRow | undefined> {
	return database.selectFrom('placements').selectAll().where('attempt_id', '=', attemptId).executeTakeFirst();
}

export async function changePlacement(
	database: Database,
	attemptId: string,
	changes: Partial<PlacementRow>,
): Promise<void> {
	await database.updateTable('placements').set(changes).where('attempt_id', '=', attemptId).execute();
}

export async function listWaitingPlacements(database: Database): Promise<PlacementRow[]> {
	return database.selectFrom('placements').selectAll().where('state', '=', 'waiting').execute();
}
