import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '@limner/shared/contracts/policy';
import { startS3Server, type S3Server } from '../../../test/s3-server/start-s3-server.ts';
import { readS3Settings } from '../config/read-s3-settings.ts';
import { openDatabase, type Database } from './database.ts';
import { DiskImageStore } from './disk-image-store.ts';
import { forgetOldImages } from './forget-old-images.ts';
import { listed } from './image-store.conformance.ts';
import type { ImageStore } from './image-store.ts';
import { addInput, listHeldInputs } from './inputs.ts';
import { S3ImageStore } from './s3-image-store.ts';

const DAY = 24 * 60 * 60 * 1000;

let server: S3Server;
beforeAll(async () => {
	server = await startS3Server();
});
afterAll(() => server.stop());

const newFolder = () => mkdtempSync(join(tmpdir(), 'limner-forget-'));
const STORES: Record<string, () => ImageStore> = {
	'a disk': () => new DiskImageStore(newFolder()),
	'a bucket': () => {
		const settings = readS3Settings(server.environment);
		if (!settings) throw new Error('no bucket is set');
		return new S3ImageStore(settings);
	},
};

async function emptyLedger(): Promise<Database> {
	const database = await openDatabase(newFolder());
	// Only what forgetting looks at is written.
	await sql`PRAGMA foreign_keys = OFF`.execute(database);
	return database;
}

async function addGeneration(database: Database, siteId: string, madeAt: number, policy: Partial<Policy>) {
	const id = randomUUID();
	await sql`insert into generations values (${sql.join([
		...[id, siteId, 1, 'interactive', 1, 'Ada', JSON.stringify(policy)],
		...['{}', '', 'en', null, '', null, madeAt],
	])})`.execute(database);
	return id;
}

/** A candidate of a site that keeps what was not taken for thirty days. */
async function addCandidate(database: Database, state: string, idleDays: number, sums: string[]) {
	const [id, attempt] = [randomUUID(), randomUUID()];
	const generation = await addGeneration(database, 'site', 0, { candidate_retention_days: 30 });
	await sql`insert into attempts values (${sql.join([
		...[attempt, 'site', 1, 'slot', generation, 'interactive', 'openai', 'model', '', '', 0, 1, 'Ada'],
		...['rendered', 0, null, 1, null, 0, 0, 0, 0, null, null],
	])})`.execute(database);
	await sql`insert into candidates (id, attempt_id, site_id, post_id, slot_id, state, provider, model, prompt, alt,
		label, focal_x, focal_y, focal_by_person, render_pending, original_sha256, findings_json, tries, not_before,
		idle_since, made_at) values (${sql.join([
			...[id, attempt, 'site', 1, 'slot', state, 'openai', 'model', '', '', '', 0.5, 0.5, 0, 0, sums[0]],
			...['[]', 0, 0, Date.now() - idleDays * DAY, 0],
		])})`.execute(database);
	for (const [index, sha256] of sums.slice(1).entries()) {
		await sql`insert into rendition_files values (${id}, 'desktop', ${String(index)}, 1, 1, 'image/webp', 1, ${sha256})`.execute(
			database,
		);
	}
}

describe.each(Object.keys(STORES))('on %s', (name) => {
	it('what nobody took is removed after its time, but not what others show as well', async () => {
		const store = STORES[name]?.() as ImageStore;
		const database = await emptyLedger();
		const sums = await Promise.all(Array.from({ length: 7 }, (_, one) => store.save(randomBytes(20 + one))));
		const [old = '', oldFile = '', shared = '', fresh = '', freshFile = '', taken = '', takenFile = ''] =
			sums;
		await addCandidate(database, 'rejected', 31, [old, oldFile, shared]);
		await addCandidate(database, 'ready', 29, [fresh, freshFile, shared]);
		await addCandidate(database, 'approved', 400, [taken, takenFile]);
		expect(await forgetOldImages(database, store)).toBe(1);
		expect(await listed(store)).toEqual([shared, fresh, freshFile, taken, takenFile].toSorted());
		expect(await forgetOldImages(database, store)).toBe(0);
		await database.destroy();
	});
});

describe('what was put in', () => {
	it('is forgotten after thirty days, but not what the site’s newest policy names as a reference image', async () => {
		const store = STORES['a disk']?.() as ImageStore;
		const database = await emptyLedger();
		const sums = await Promise.all(Array.from({ length: 4 }, (_, one) => store.save(randomBytes(20 + one))));
		const [named = '', before = '', again = '', others = ''] = sums;
		for (const sha256 of [named, before, again]) await addInput(database, 'site', sha256);
		for (const sha256 of [named, others]) await addInput(database, 'other', sha256);
		await sql`update inputs set created_at = ${Date.now() - 31 * DAY}`.execute(database);
		await addInput(database, 'site', again);
		await addGeneration(database, 'site', 1, { style_references: [before] });
		await addGeneration(database, 'site', 2, { style_references: [named] });
		await addGeneration(database, 'other', 3, {});
		await forgetOldImages(database, store);
		expect(await listed(store)).toEqual([named, again].toSorted());
		expect(await listHeldInputs(database, 'site', sums)).toEqual([named, again]);
		expect(await listHeldInputs(database, 'other', sums)).toEqual([]);
		await database.destroy();
	});
});

describe('on a bucket that is away', () => {
	it('nothing is forgotten, so that nothing is left behind there', async () => {
		const store = STORES['a bucket']?.() as ImageStore;
		const database = await emptyLedger();
		await addCandidate(database, 'rejected', 31, [await store.save(randomBytes(9))]);
		await server.kill();
		try {
			await expect(forgetOldImages(database, store)).rejects.toMatchObject({ code: 'image_store_away' });
		} finally {
			await server.startAgain();
		}
		expect(await forgetOldImages(database, store)).toBe(1);
		await database.destroy();
	});
});
