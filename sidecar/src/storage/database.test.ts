import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './database.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'limner-ledger-'));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

it('opens the ledger that it made', async () => {
	await (await openDatabase(folder)).destroy();
	const again = await openDatabase(folder);
	expect(await again.selectFrom('sites').selectAll().execute()).toEqual([]);
	await again.destroy();
});

it('leaves a ledger of a newer version alone, and says what to do', async () => {
	const database = await openDatabase(folder);
	await sql`insert into kysely_migration (name, timestamp) values ('0099-from-the-future', '2030-01-01T00:00:00Z')`.execute(
		database,
	);
	await database.destroy();
	await expect(openDatabase(folder)).rejects.toThrow(
		/LIMNER_DATA_DIR: .*0099-from-the-future.*Install that version/,
	);
});
