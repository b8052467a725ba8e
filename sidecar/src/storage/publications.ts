import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Publication } from '@limner/shared/contracts/publication';
import type { Database } from './database.ts';
import type { PublicationRow } from './tables.ts';

/** Takes publications in; one that was taken before changes nothing. Answers those that are new. */
export async function addPublications(
	database: Database,
	siteId: string,
	publications: Publication[],
): Promise<string[]> {
	const added: string[] = [];
	for (const publication of publications) {
		const { numInsertedOrUpdatedRows } = await database
			.insertInto('publications')
			.values({
				id: publication.publication_id,
				site_id: siteId,
				post_id: publication.post.id,
				lane: publication.lane,
				publication_json: JSON.stringify(publication),
				state: 'accepted',
				error_json: null,
				created_at: Date.now(),
			})
			.onConflict((conflict) => conflict.column('id').doNothing())
			.executeTakeFirstOrThrow();
		if (numInsertedOrUpdatedRows === 1n) added.push(publication.publication_id);
	}
	return added;
}

export async function findPublication(
	database: Database,
	publicationId: string,
): Promise<PublicationRow | undefined> {
	return database.selectFrom('publications').selectAll().where('id', '=', publicationId).executeTakeFirst();
}

/** The post's text is kept no longer than it is needed. */
export async function endPublication(
	database: Database,
	publicationId: string,
	state: 'planned' | 'failed',
	error: ErrorInfo | null,
): Promise<void> {
	await database
		.updateTable('publications')
		.set({ state, error_json: error && JSON.stringify(error), publication_json: '{}' })
		.where('id', '=', publicationId)
		.execute();
}

export async function listAcceptedPublications(database: Database): Promise<PublicationRow[]> {
	return database.selectFrom('publications').selectAll().where('state', '=', 'accepted').execute();
}
