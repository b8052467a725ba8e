import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';

interface QueryResult {
	// BullMQ decides the type of its rows itself.
	rows: never[];
	rowCount: number;
}

/**
 * One embedded Postgres session in the form of a `pg.Pool`, which is all that BullMQ asks of its Postgres backend.
 * Every "connection" is the same session.
 */
export class PglitePool extends EventEmitter {
	/** Without it BullMQ thinks that a dropped connection goes unnoticed and polls every ten seconds. */
	readonly options = { keepAlive: true };
	private readonly database: PGlite;

	constructor(database: PGlite) {
		super();
		this.setMaxListeners(0);
		this.database = database;
	}

	/** Yields first: PGlite answers in microtasks, and a worker's loop would otherwise starve timers and sockets. */
	async query(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
		await setImmediate();
		if (!parameters || parameters.length === 0) {
			const results = await this.database.exec(text);
			const last = results.at(-1);
			return toQueryResult(last?.rows ?? [], last?.affectedRows);
		}
		const result = await this.database.query(text, [...parameters]);
		return toQueryResult(result.rows, result.affectedRows);
	}

	async connect(): Promise<PgliteClient> {
		return new PgliteClient(this, this.database);
	}

	async end(): Promise<void> {
		await this.database.close();
	}
}

class PgliteClient extends EventEmitter {
	private readonly pool: PglitePool;
	private readonly stopListening: () => void;

	constructor(pool: PglitePool, database: PGlite) {
		super();
		this.setMaxListeners(0);
		this.pool = pool;
		this.stopListening = database.onNotification((channel, payload) =>
			this.emit('notification', { channel, payload }),
		);
	}

	query(text: string, parameters?: readonly unknown[]): Promise<QueryResult> {
		return this.pool.query(text, parameters);
	}

	release(): void {
		this.stopListening();
	}
}

function toQueryResult(rows: unknown[], affectedRows: number | undefined): QueryResult {
	return { rows: rows as never[], rowCount: affectedRows ?? rows.length };
}
