import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingError } from '../config/setting-error.ts';

export interface DataFolderLock {
	release(): void;
}

/** SQLite's result code for a file that another one has locked. */
const BUSY = 5;

/** A database that nobody refers to is closed when memory is tidied up, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data folder for this process; the queue's embedded database has no lock of its own, and two processes
 * would damage it without a word. The lock is the system's, on a file that stays empty: it ends with the process,
 * however that ends, and it holds between containers. A process id could do neither: after a power cut it may belong
 * to somebody else, and each container counts its own. It is written down only to be named.
 */
export function lockDataFolder(dataFolder: string): DataFolderLock {
	mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
	const holderFile = join(dataFolder, 'limner.lock');
	const lock = takeLock(join(dataFolder, 'lock.sqlite'));
	if (lock === null) {
		throw new SettingError(
			'LIMNER_DATA_DIR',
			`${dataFolder} is in use by process ${readHolder(holderFile)}. Stop it first, or give another folder.`,
		);
	}
	writeFileSync(holderFile, `${process.pid}\n`, { mode: 0o600 });
	held.add(lock);
	const release = () => {
		if (!held.delete(lock)) return;
		rmSync(holderFile, { force: true });
		lock.close();
	};
	return { release };
}

/** Null where another process has it. */
function takeLock(file: string): DatabaseSync | null {
	const database = new DatabaseSync(file);
	try {
		database.exec('BEGIN EXCLUSIVE');
		return database;
	} catch (error) {
		database.close();
		if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return null;
		throw error;
	}
}

function readHolder(file: string): string {
	try {
		return readFileSync(file, 'utf8').trim();
	} catch (error) {
		// Between taking the lock and writing its name down.
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'unknown';
		throw error;
	}
}
