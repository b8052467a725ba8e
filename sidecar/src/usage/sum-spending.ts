import type { UsageRow, UsageSums, USAGE_GROUPS } from '@limner/shared/contracts/usage';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../storage/database.ts';
import { PAID_OPERATION } from './paid-operation.ts';
import { dayAt } from './period.ts';

export type SpendingGroup = (typeof USAGE_GROUPS)[number] | 'site';

/** Which calls are meant: by their time in milliseconds since 1970, the end excluded. */
export interface SpendingRange {
	/** Null: every site of this ledger. */
	siteId: string | null;
	start: number;
	end: number;
	timezone: string;
}

/** Time zones differ by quarters of an hour: whatever the zone, such a piece lies in one day. */
const QUARTER = 15 * 60 * 1000;

const NUMBERS = ['calls', 'images', 'estimated', 'cost', 'reserved', 'in_doubt'] as const;

type SpendingRecord = Record<(typeof NUMBERS)[number], number | string> & {
	key: string | number;
	label: string | null;
};

const GROUPS: Record<SpendingGroup, { key: RawBuilder<unknown>; label: RawBuilder<unknown> }> = {
	day: { key: sql`created_at / ${sql.lit(QUARTER)}`, label: sql`''` },
	provider: { key: sql`provider`, label: sql`max(provider)` },
	model: { key: sql`provider || ' ' || model`, label: sql`max(provider || ' ' || model)` },
	operation: { key: sql`operation`, label: sql`max(operation)` },
	person: { key: sql`person_id`, label: sql`max(person_name)` },
	post: { key: sql`post_id`, label: sql`max(post_title)` },
	site: { key: sql`site_id`, label: sql`max(home_url)` },
};

/** What was spent, in rows: the dearest first, days in their order. Sums are exact, in integer micro-dollars. */
export async function sumSpending(
	database: Database,
	range: SpendingRange,
	group: SpendingGroup,
): Promise<UsageRow[]> {
	const { key, label } = GROUPS[group];
	const sums = sql.join(NUMBERS.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`));
	const { rows } = await sql<SpendingRecord>`
		select ${key} as key, ${label} as label, ${sums} from (${spending(range)}) as spending group by 1
	`.execute(database);
	if (group === 'day') return byDay(rows, range.timezone);
	const dearestFirst = (one: UsageRow, other: UsageRow) =>
		other.cost_microdollars - one.cost_microdollars || (one.key < other.key ? -1 : 1);
	return rows.map((row) => toRow(String(row.key), row.label || String(row.key), row)).toSorted(dearestFirst);
}

export function addUp(rows: UsageSums[]): UsageSums {
	const total: UsageSums = {
		calls: 0,
		images: 0,
		estimated_microdollars: 0,
		cost_microdollars: 0,
		reserved_microdollars: 0,
		in_doubt_microdollars: 0,
	};
	for (const row of rows) {
		for (const name of Object.keys(total) as (keyof UsageSums)[]) total[name] += row[name];
	}
	return total;
}

/** One line for each call: to a model for images, and to a chat model for words. */
function spending({ siteId, start, end }: SpendingRange): RawBuilder<unknown> {
	const within = (table: string) => {
		const { time, site } = { time: sql.ref(`${table}.created_at`), site: sql.ref(`${table}.site_id`) };
		const inTime = sql`${time} >= ${start} and ${time} < ${end}`;
		return siteId === null ? inTime : sql`${inTime} and ${site} = ${siteId}`;
	};
	const runs = sql`calls.state in ('intent', 'submitted')`;
	return sql`
		select calls.created_at, calls.provider, calls.model, ${PAID_OPERATION} as operation, calls.person_id, attempts.person_name,
			calls.post_id, generations.post_title, calls.site_id, sites.home_url,
			1 as calls, case when calls.state = 'stored' then 1 else 0 end as images,
			calls.estimated_microdollars as estimated, coalesce(calls.actual_microdollars, 0) as cost,
			case when ${runs} then calls.estimated_microdollars else 0 end as reserved,
			case when not (${runs}) and calls.actual_microdollars is null then calls.estimated_microdollars else 0 end as in_doubt
		from calls
		inner join attempts on attempts.id = calls.attempt_id
		inner join generations on generations.id = calls.generation_id
		inner join sites on sites.id = calls.site_id
		where ${within('calls')}
		union all
		select chat_calls.created_at, 'chat', chat_calls.model, chat_calls.purpose, chat_calls.person_id, chat_calls.person_name,
			chat_calls.post_id, '', chat_calls.site_id, sites.home_url,
			1, 0, 0, coalesce(chat_calls.actual_microdollars, 0), 0, 0
		from chat_calls
		inner join sites on sites.id = chat_calls.site_id
		where ${within('chat_calls')}
	`;
}

function byDay(rows: SpendingRecord[], timezone: string): UsageRow[] {
	const days = new Map<string, UsageRow>();
	for (const row of rows) {
		const day = dayAt(Number(row.key) * QUARTER, timezone);
		const piece = toRow(day, day, row);
		const earlier = days.get(day);
		days.set(day, earlier ? { ...piece, ...addUp([earlier, piece]) } : piece);
	}
	return [...days.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

function toRow(key: string, label: string, row: SpendingRecord): UsageRow {
	return {
		key,
		label,
		calls: Number(row.calls),
		images: Number(row.images),
		estimated_microdollars: Number(row.estimated),
		cost_microdollars: Number(row.cost),
		reserved_microdollars: Number(row.reserved),
		in_doubt_microdollars: Number(row.in_doubt),
	};
}
