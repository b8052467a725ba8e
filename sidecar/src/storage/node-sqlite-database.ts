import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** How long a statement waits for another process's write before it fails, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** Node's own SQLite in the form that Kysely's SQLite dialect expects. */
export class NodeSqliteDatabase implements SqliteDatabase {
	private readonly database: DatabaseSync;

	constructor(file: string) {
		this.database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true });
		// FULL: a row that was acknowledged survives a power cut, which is what "paid once" rests on.
		this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
	}

	close(): void {
		this.database.close();
	}

	prepare(sql: string): SqliteStatement {
		const statement = this.database.prepare(sql);
		return {
			reader: statement.columns().length > 0,
			all: (parameters) => statement.all(...parameters.map(toInput)),
			run: (parameters) => statement.run(...parameters.map(toInput)),
			iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
		};
	}
}

function toInput(value: unknown): SQLInputValue {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (value instanceof Uint8Array) return value;
	throw new TypeError(`A ${typeof value} cannot be stored; encode it first.`);
}
