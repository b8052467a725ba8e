import type { Database } from './database.ts';
import type { CandidateRow, RenditionFileRow, RenditionRow } from './tables.ts';

/** Undefined also where it is another site's. */
export async function findCandidate(
	database: Database,
	siteId: string,
	candidateId: string,
): Promise<CandidateRow | undefined> {
	return database
		.selectFrom('candidates')
		.selectAll()
		.where('id', '=', candidateId)
		.where('site_id', '=', siteId)
		.executeTakeFirst();
}

export async function findCandidateById(
	database: Database,
	candidateId: string,
): Promise<CandidateRow | undefined> {
	return database.selectFrom('candidates').selectAll().where('id', '=', candidateId).executeTakeFirst();
}

export async function findCandidateOfAttempt(
	database: Database,
	attemptId: string,
): Promise<CandidateRow | undefined> {
	return database.selectFrom('candidates').selectAll().where('attempt_id', '=', attemptId).executeTakeFirst();
}

export async function changeCandidate(
	database: Database,
	candidateId: string,
	changes: Partial<CandidateRow>,
): Promise<void> {
	await database.updateTable('candidates').set(changes).where('id', '=', candidateId).execute();
}

export async function listRenditions(database: Database, candidateIds: string[]): Promise<RenditionRow[]> {
	if (candidateIds.length === 0) return [];
	return database
		.selectFrom('renditions')
		.selectAll()
		.where('candidate_id', 'in', candidateIds)
		.orderBy('name')
		.execute();
}

export async function listRenditionFiles(
	database: Database,
	candidateId: string,
	name: RenditionRow['name'],
): Promise<RenditionFileRow[]> {
	return database
		.selectFrom('rendition_files')
		.selectAll()
		.where('candidate_id', '=', candidateId)
		.where('name', '=', name)
		.orderBy('width', 'desc')
		.orderBy('size')
		.execute();
}

/** Replaces the files of a candidate by newly rendered ones; what is in the media library already keeps its place. */
export async function saveRenditions(
	database: Database,
	candidateId: string,
	renditions: RenditionRow[],
	files: RenditionFileRow[],
): Promise<void> {
	await database.deleteFrom('rendition_files').where('candidate_id', '=', candidateId).execute();
	await database.deleteFrom('renditions').where('candidate_id', '=', candidateId).execute();
	await database.insertInto('renditions').values(renditions).execute();
	await database.insertInto('rendition_files').values(files).execute();
}

export async function recordAttachment(
	database: Database,
	candidateId: string,
	name: RenditionRow['name'],
	attachmentId: number,
	url: string | null,
): Promise<void> {
	await database
		.updateTable('renditions')
		.set({ attachment_id: attachmentId, url })
		.where('candidate_id', '=', candidateId)
		.where('name', '=', name)
		.execute();
}
