import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAttempt } from '../storage/attempts.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { listCalls } from '../usage/call-ledger.ts';
import { countStart, MOST_STARTS, refuseToStart } from './count-starts.ts';

const log = pino({ enabled: false });
const { signal } = new AbortController();

let folder: string;
let database: Database;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'limner-starts-'));
	database = await openDatabase(folder);
	await sql`PRAGMA foreign_keys = OFF`.execute(database);
});
afterEach(async () => {
	await database.destroy();
	rmSync(folder, { recursive: true, force: true });
});

describe('a step of an attempt', () => {
	it('is counted as begun while it runs, and no longer once it ended, well or not', async () => {
		const attempt = await addAttempt();
		const counted = async () => (await findAttempt(database, attempt.id))?.starts;
		expect(await countStart({ database }, attempt, signal, counted)).toBe(1);
		expect(await counted()).toBe(0);
		const failing = countStart({ database }, attempt, signal, () => Promise.reject(new Error('as planned')));
		await expect(failing).rejects.toThrow('as planned');
		expect(await counted()).toBe(0);
	});

	it('that broke off twice runs alone among those that did, and holds no other up', async () => {
		let suspects = 0;
		let mostSuspects = 0;
		const { promise: othersRan, resolve } = Promise.withResolvers<void>();
		const suspected = [await addAttempt(2), await addAttempt(3), await addAttempt(2)].map((attempt) =>
			countStart({ database }, attempt, signal, async () => {
				suspects += 1;
				mostSuspects = Math.max(mostSuspects, suspects);
				await othersRan;
				suspects -= 1;
			}),
		);
		for (const attempt of [await addAttempt(0), await addAttempt(1)]) {
			await countStart({ database }, attempt, signal, async () => undefined);
		}
		resolve();
		await Promise.all(suspected);
		expect(mostSuspects).toBe(1);
	});

	it('that waits for its turn is not begun where it was cancelled meanwhile', async () => {
		const attempt = await addAttempt(2);
		const aborted = AbortSignal.abort();
		await expect(countStart({ database }, attempt, aborted, async () => 'begun')).rejects.toThrow('aborted');
		expect((await findAttempt(database, attempt.id))?.starts).toBe(2);
	});
});

describe('an attempt whose step broke off too often', () => {
	it('is refused, and may be asked for again', async () => {
		const almost = await addAttempt(MOST_STARTS - 1);
		expect(await refuseToStart({ database, log }, almost)).toBeNull();
		const attempt = await addAttempt(MOST_STARTS);
		expect(await refuseToStart({ database, log }, attempt)).toMatchObject({
			code: 'image_stops_service',
			retryable: false,
			charged: 'no',
			amount: MOST_STARTS,
		});
		expect((await findAttempt(database, attempt.id))?.starts).toBe(0);
	});

	it.each([
		{ kind: 'polled', state: 'submitted', charged: 'unknown', after: 'in_doubt' },
		{ kind: 'synchronous', state: 'intent', charged: 'unknown', after: 'in_doubt' },
		{ kind: 'synchronous', state: 'stored', charged: 'yes', after: 'stored' },
		{ kind: 'local', state: 'intent', charged: 'no', after: 'intent' },
	] as const)(
		'says of a $kind call that is $state: charged $charged',
		async ({ kind, state, charged, after }) => {
			const attempt = await addAttempt(MOST_STARTS);
			await add('calls', { key: randomUUID(), attempt_id: attempt.id, kind, state });
			expect(await refuseToStart({ database, log }, attempt)).toMatchObject({ charged });
			expect((await listCalls(database, attempt.id)).map((call) => call.state)).toEqual([after]);
		},
	);
});

async function addAttempt(starts = 0): Promise<{ id: string; starts: number }> {
	const id = randomUUID();
	await add('attempts', { id, state: 'making', starts, slot_id: id });
	return { id, starts };
}

/** A row of which only this is looked at here; what else must not be null is empty. */
async function add(table: 'attempts' | 'calls', values: Record<string, string | number>): Promise<void> {
	const columns = await sql<{ name: string; type: string; notnull: number }>`
		SELECT name, type, "notnull" FROM pragma_table_info(${table})`.execute(database);
	const row = columns.rows.flatMap(({ name, type, notnull }) => {
		const value = values[name] ?? (type === 'bigint' ? 0 : '');
		return name in values || notnull === 1 ? [{ name, value }] : [];
	});
	const names = sql.join(row.map(({ name }) => sql.ref(name)));
	await sql`INSERT INTO ${sql.table(table)} (${names}) VALUES (${sql.join(row.map(({ value }) => value))})`.execute(
		database,
	);
}
