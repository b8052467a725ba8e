import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCandidateById, recordAttachment } from '../storage/candidates.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { findPlacement } from '../storage/placements.ts';
import type { CandidateRow } from '../storage/tables.ts';
import { settleUpload } from './deliver.ts';

let folder: string;
let database: Database;
let candidate: Pick<CandidateRow, 'id' | 'attempt_id'>;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'limner-deliver-'));
	database = await openDatabase(folder);
	candidate = { id: randomUUID(), attempt_id: randomUUID() };
});
afterEach(async () => {
	await database.destroy();
	rmSync(folder, { recursive: true, force: true });
});

describe('an upload', () => {
	it('is settled, with its placement, once the last file is in the library', async () => {
		await addCandidate('approved', 'server');
		await store('desktop');
		expect(await settleUpload(database, candidate.id)).toBeNull();
		expect(await stateNow()).toBe('approved');
		await store('mobile');
		expect(await settleUpload(database, candidate.id)).toMatchObject({ attempt_id: candidate.attempt_id });
		expect(await stateNow()).toBe('uploaded');
		expect(await findPlacement(database, candidate.attempt_id)).toMatchObject({ state: 'waiting' });
	});

	it('that was rejected while its files were under way stays rejected, and is placed nowhere', async () => {
		await addCandidate('rejected', 'server');
		await store('desktop');
		await store('mobile');
		expect(await settleUpload(database, candidate.id)).toBeNull();
		expect(await stateNow()).toBe('rejected');
		expect(await findPlacement(database, candidate.attempt_id)).toBeUndefined();
	});

	it('is left to the editor where that places it', async () => {
		await addCandidate('approved', 'editor');
		await store('desktop');
		await store('mobile');
		expect(await settleUpload(database, candidate.id)).toBeNull();
		expect(await stateNow()).toBe('uploaded');
	});
});

async function stateNow(): Promise<string | undefined> {
	return (await findCandidateById(database, candidate.id))?.state;
}

async function store(name: 'desktop' | 'mobile'): Promise<void> {
	await recordAttachment(database, candidate.id, name, 1, 'http://site.test/image.webp');
}

/** Only what is looked at here: neither the post nor the attempt that it belongs to. */
async function addCandidate(state: CandidateRow['state'], place: CandidateRow['place']): Promise<void> {
	await sql`PRAGMA foreign_keys = OFF`.execute(database);
	const row: CandidateRow = {
		...candidate,
		site_id: randomUUID(),
		post_id: 1,
		slot_id: randomUUID(),
		state,
		provider: 'sketch',
		model: 'card',
		prompt: 'A garden',
		revised_prompt: null,
		alt: '',
		label: '',
		cost_microdollars: 0,
		findings_json: '[]',
		likeness: null,
		focal_x: 0.5,
		focal_y: 0.5,
		focal_by_person: 0,
		render_pending: 0,
		original_sha256: 'a'.repeat(64),
		mobile_original_sha256: null,
		error_json: null,
		approved_by_id: 1,
		approved_by_name: 'Erin Editor',
		place,
		tries: 0,
		not_before: 0,
		idle_since: 0,
		made_at: 0,
	};
	await database.insertInto('candidates').values(row).execute();
	for (const name of ['desktop', 'mobile'] as const) {
		const file = { width: 1, height: 1, byte_length: 1, media_type: 'image/webp' };
		await database
			.insertInto('renditions')
			.values({ candidate_id: candidate.id, name, ...file, attachment_id: null, url: null })
			.execute();
	}
}
