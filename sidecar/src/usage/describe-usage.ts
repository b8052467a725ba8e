import type { Policy } from '@limner/shared/contracts/policy';
import type { Usage, usageQuerySchema } from '@limner/shared/contracts/usage';
import type { z } from 'zod';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import { newestPolicy } from '../storage/generations.ts';
import { readBudgets } from './budget.ts';
import { dayAfter, periodAt, startOfDay } from './period.ts';
import { addUp, sumSpending, type SpendingRange } from './sum-spending.ts';

const DAY = 24 * 60 * 60 * 1000;
/** The longest range at once, in days; a row for each has to fit into an answer. */
const LONGEST_RANGE = 3660;

export interface AskedRange {
	from?: string | undefined;
	to?: string | undefined;
}

export interface DayRange extends SpendingRange {
	from: string;
	/** Included. */
	to: string;
}

/** What a site spent. Its limits, and where its days begin, are those of its newest generation. */
export async function describeUsage(
	database: Database,
	siteId: string,
	query: z.output<typeof usageQuerySchema>,
): Promise<Usage> {
	const policy = await newestPolicy(database, siteId);
	const range = readRange(query, siteId, policy?.timezone ?? 'UTC', policy?.period_start ?? 1);
	const rows = await sumSpending(database, range, query.group);
	return {
		...addUp(rows),
		from: range.from,
		to: range.to,
		timezone: range.timezone,
		limits: policy ? await describeLimits(database, siteId, policy) : [],
		group: query.group,
		rows,
	};
}

/** The days that a site asks about. Fails with `request_malformed` where there are none, or too many. */
export async function rangeOfSite(database: Database, siteId: string, asked: AskedRange): Promise<DayRange> {
	const policy = await newestPolicy(database, siteId);
	return readRange(asked, siteId, policy?.timezone ?? 'UTC', policy?.period_start ?? 1);
}

/** By default the period of this day. Fails with `request_malformed`. */
export function readRange(
	asked: AskedRange,
	siteId: string | null,
	timezone: string,
	firstDay: number,
): DayRange {
	const period = periodAt(Date.now(), timezone, firstDay);
	const from = asked.from ?? period.startsOn;
	const to =
		asked.to ??
		dayBefore(asked.from === undefined || period.resetsOn > from ? period.resetsOn : dayAfter(from));
	const isDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`)).toJSON()?.slice(0, 10) === day;
	for (const [subject, day] of Object.entries({ from, to })) {
		if (!isDay(day)) throw malformed(subject, `${day} is no day of the calendar`);
	}
	if (from > to) throw malformed('to', `${to} is before ${from}`);
	const days = (Date.parse(to) - Date.parse(from)) / DAY + 1;
	if (days > LONGEST_RANGE) throw malformed('from', `${days} days are more than ${LONGEST_RANGE}`);
	return {
		siteId,
		from,
		to,
		timezone,
		start: startOfDay(from, timezone),
		end: startOfDay(dayAfter(to), timezone),
	};
}

async function describeLimits(database: Database, siteId: string, policy: Policy): Promise<Usage['limits']> {
	const spender = { siteId, person: { id: 0, name: '' }, postId: 0, generationId: '' };
	const budgets = await readBudgets(database, policy, spender);
	return budgets
		.filter(({ scope }) => scope === 'site_month')
		.map(({ name, limit, used, resetsOn }) => ({ name, limit, used, resets_on: resetsOn }));
}

function dayBefore(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
}

function malformed(subject: string, cause: string): LimnerError {
	return new LimnerError('request_malformed', { subject, cause });
}
