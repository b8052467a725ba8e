import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { runMigrations } from 'bullmq';
import type { Logger } from 'pino';
import { PglitePool } from './pglite-pool.ts';

export interface QueueBackend {
	pool: PglitePool;
	/** Leaves the folder so that the next start can use it again. */
	close(): Promise<void>;
}

const CLOSED_IN_ORDER = 'closed in order';

/**
 * Opens the embedded queue, always empty: whatever it held is in the ledger, and a job of a process that is gone would
 * otherwise wait until its lock ends. The folder itself is used again, as making one takes seconds, unless there is a
 * doubt about it: the embedded Postgres never syncs, so what a killed process wrote is safe, but what a machine wrote
 * that went down is not.
 */
export async function openQueueBackend(dataFolder: string, log: Logger): Promise<QueueBackend> {
	const folder = join(dataFolder, 'queue');
	const marker = join(dataFolder, 'queue.state');
	const boot = bootId();
	const left = readMarker(marker);
	if (left !== CLOSED_IN_ORDER && (left === null || left !== boot)) {
		rmSync(folder, { recursive: true, force: true });
	}
	writeFileSync(marker, boot ?? '');
	const pool = await openEmptyPool(folder).catch(async (error: unknown) => {
		log.warn({ error }, 'the queue could not be opened; it is built anew from the ledger');
		rmSync(folder, { recursive: true, force: true });
		return openEmptyPool(folder);
	});
	return {
		pool,
		close: async () => {
			await pool.end();
			writeFileSync(marker, CLOSED_IN_ORDER);
		},
	};
}

/** Null where the system does not tell its starts apart. */
function bootId(): string | null {
	return readMarker('/proc/sys/kernel/random/boot_id');
}

function readMarker(file: string): string | null {
	try {
		return readFileSync(file, 'utf8').trim() || null;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}

async function openEmptyPool(folder: string): Promise<PglitePool> {
	const database = await PGlite.create(folder, {
		startParams: [
			...PGlite.defaultStartParams,
			'-c',
			'search_path=bullmq,public',
			// 180 MB in place of 300 MB; the queue holds ids only.
			'-c',
			'shared_buffers=8MB',
		],
	});
	const pool = new PglitePool(database);
	// Before anything else touches the session; doing it again changes nothing.
	await runMigrations(await pool.connect());
	const { rows } = await database.query<{ tablename: string }>(
		`SELECT tablename FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
	);
	await database.exec(`TRUNCATE ${rows.map(({ tablename }) => `bullmq."${tablename}"`).join(', ')}`);
	return pool;
}
