import type { Policy } from '@limner/shared/contracts/policy';
import type { Database } from './database.ts';
import { newestPolicy } from './generations.ts';
import type { ImageStore } from './image-store.ts';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Deletes the files of candidates that were rejected, or never looked at, once their site's retention time is over.
 * Approved ones are kept, and so is every row about money.
 */
export async function forgetOldImages(database: Database, images: ImageStore): Promise<number> {
	const idle = await database
		.selectFrom('candidates')
		.innerJoin('attempts', 'attempts.id', 'candidates.attempt_id')
		.innerJoin('generations', 'generations.id', 'attempts.generation_id')
		.select(['candidates.id', 'candidates.idle_since', 'generations.policy_json'])
		.where('candidates.state', 'in', ['rejected', 'ready'])
		.where('candidates.idle_since', '<', Date.now() - DAY)
		.execute();
	const expired = idle.filter(({ idle_since, policy_json }) => {
		const { candidate_retention_days } = JSON.parse(policy_json) as Policy;
		return idle_since < Date.now() - candidate_retention_days * DAY;
	});
	// While the store is away nothing is forgotten: a row that is gone no longer says which files to remove.
	await images.requireRoom(0);
	for (const { id } of expired) await forgetCandidate(database, images, id);
	await forgetInputs(database, images);
	return expired.length;
}

/**
 * What was put in to be worked on is of use for as long as somebody works on it, and a reference image for as long as
 * the site's newest policy names it.
 */
const INPUT_LIFETIME = 30 * DAY;

async function forgetInputs(database: Database, images: ImageStore): Promise<void> {
	const old = await database
		.selectFrom('inputs')
		.select(['site_id', 'sha256'])
		.where('created_at', '<', Date.now() - INPUT_LIFETIME)
		.execute();
	const named = await listNamedReferences(database, new Set(old.map(({ site_id }) => site_id)));
	for (const { site_id, sha256 } of old) {
		if (named.get(site_id)?.includes(sha256)) continue;
		await database.deleteFrom('inputs').where('site_id', '=', site_id).where('sha256', '=', sha256).execute();
		if (!(await isUsed(database, sha256))) await images.remove(sha256);
	}
}

async function listNamedReferences(
	database: Database,
	siteIds: ReadonlySet<string>,
): Promise<Map<string, readonly string[]>> {
	const named = new Map<string, readonly string[]>();
	for (const siteId of siteIds) {
		const policy = await newestPolicy(database, siteId);
		// A policy from before there were reference images names none.
		named.set(siteId, policy?.style_references ?? []);
	}
	return named;
}

async function forgetCandidate(database: Database, images: ImageStore, candidateId: string): Promise<void> {
	const files = await database
		.selectFrom('rendition_files')
		.select('sha256')
		.where('candidate_id', '=', candidateId)
		.execute();
	const candidate = await database
		.selectFrom('candidates')
		.select(['original_sha256', 'mobile_original_sha256'])
		.where('id', '=', candidateId)
		.executeTakeFirstOrThrow();
	await database.transaction().execute(async (transaction) => {
		await transaction.deleteFrom('rendition_files').where('candidate_id', '=', candidateId).execute();
		await transaction.deleteFrom('renditions').where('candidate_id', '=', candidateId).execute();
		await transaction.deleteFrom('candidates').where('id', '=', candidateId).execute();
	});
	const sums = [
		...files.map(({ sha256 }) => sha256),
		candidate.original_sha256,
		candidate.mobile_original_sha256,
	];
	for (const sha256 of sums) {
		if (sha256 !== null && !(await isUsed(database, sha256))) await images.remove(sha256);
	}
}

/** The same bytes are one file, whoever made them. */
async function isUsed(database: Database, sha256: string): Promise<boolean> {
	const file = await database
		.selectFrom('rendition_files')
		.select('sha256')
		.where('sha256', '=', sha256)
		.executeTakeFirst();
	const original = await database
		.selectFrom('candidates')
		.select('id')
		.where((where) =>
			where.or([where('original_sha256', '=', sha256), where('mobile_original_sha256', '=', sha256)]),
		)
		.executeTakeFirst();
	const input = await database
		.selectFrom('inputs')
		.select('sha256')
		.where('sha256', '=', sha256)
		.executeTakeFirst();
	return file !== undefined || original !== undefined || input !== undefined;
}
