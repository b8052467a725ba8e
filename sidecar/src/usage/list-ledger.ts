import type { LedgerRow } from '@limner/shared/contracts/usage';
import { sql, type RawBuilder } from 'kysely';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Database } from '../storage/database.ts';
import { PAID_OPERATION } from './paid-operation.ts';
import type { SpendingRange } from './sum-spending.ts';

/** Rows at once: a year of them is never in memory together. */
const PAGE = 500;

interface LedgerRecord extends Omit<LedgerRow, 'at' | 'milliseconds' | 'error' | 'remote_id'> {
	id: string;
	created_at: number;
	finished_at: number | null;
	remote_id: string | null;
	error_json: string | null;
}

/** Calls of a range, the oldest first, with where to go on; `next` is null at the end. */
export async function listLedger(
	database: Database,
	range: SpendingRange,
	after?: string,
): Promise<{ rows: LedgerRow[]; next: string | null }> {
	const { rows } = await sql<LedgerRecord>`
		select * from (${everyCall(range)}) as ledger ${isAfter(after)}
		order by created_at, id limit ${sql.lit(PAGE + 1)}
	`.execute(database);
	const page = rows.slice(0, PAGE);
	const last = page.at(-1);
	const next = rows.length > PAGE && last ? `${last.created_at} ${last.id}` : null;
	return { rows: page.map(toRow), next };
}

/** All of them, page by page. */
export async function* eachOfLedger(database: Database, range: SpendingRange): AsyncGenerator<LedgerRow[]> {
	let after: string | undefined;
	do {
		const { rows, next } = await listLedger(database, range, after);
		yield rows;
		after = next ?? undefined;
	} while (after !== undefined);
}

function isAfter(after: string | undefined): RawBuilder<unknown> {
	const [, time, id] = /^(\d{1,15}) (\S+)$/.exec(after ?? '') ?? [];
	if (time === undefined || id === undefined) return sql``;
	return sql`where created_at > ${Number(time)} or (created_at = ${Number(time)} and id > ${id})`;
}

/** Cards that are drawn here are no calls to anybody. */
function everyCall({ siteId, start, end }: SpendingRange): RawBuilder<unknown> {
	const within = (table: string) => {
		const time = sql.ref(`${table}.created_at`);
		const inTime = sql`${time} >= ${start} and ${time} < ${end}`;
		return siteId === null ? inTime : sql`${inTime} and ${sql.ref(`${table}.site_id`)} = ${siteId}`;
	};
	return sql`
		select calls.key as id, calls.created_at, calls.finished_at, sites.home_url as site,
			calls.post_id, generations.post_title, calls.person_id, attempts.person_name,
			calls.provider, calls.model, ${PAID_OPERATION} as operation, calls.size,
			calls.estimated_microdollars, calls.actual_microdollars, calls.state, calls.remote_id, calls.error_json
		from calls
		inner join attempts on attempts.id = calls.attempt_id
		inner join generations on generations.id = calls.generation_id
		inner join sites on sites.id = calls.site_id
		where calls.counts_as_image = 1 and ${within('calls')}
		union all
		select chat_calls.id, chat_calls.created_at, chat_calls.finished_at, sites.home_url,
			chat_calls.post_id, '', chat_calls.person_id, chat_calls.person_name,
			'chat', chat_calls.model, chat_calls.purpose, '',
			null, chat_calls.actual_microdollars, chat_calls.state, null, chat_calls.error_json
		from chat_calls
		inner join sites on sites.id = chat_calls.site_id
		where ${within('chat_calls')}
	`;
}

function toRow(record: LedgerRecord): LedgerRow {
	const { created_at, finished_at, error_json, remote_id, ...row } = record;
	return {
		at: Math.floor(Number(created_at) / 1000),
		site: row.site,
		post_id: Number(row.post_id),
		post_title: row.post_title,
		person_id: Number(row.person_id),
		person_name: row.person_name,
		provider: row.provider,
		model: row.model,
		operation: row.operation,
		size: row.size,
		estimated_microdollars: toNumber(row.estimated_microdollars),
		actual_microdollars: toNumber(row.actual_microdollars),
		state: row.state,
		remote_id: remote_id ?? '',
		milliseconds: finished_at === null ? null : Math.max(0, Number(finished_at) - Number(created_at)),
		error: error_json === null ? '' : (JSON.parse(error_json) as ErrorInfo).code,
	};
}

function toNumber(value: number | null): number | null {
	return value === null ? null : Number(value);
}
