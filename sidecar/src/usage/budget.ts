import type { Policy } from '@limner/shared/contracts/policy';
import { sql } from 'kysely';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';

export interface Spender {
	siteId: string;
	personId: number;
	postId: number;
	generationId: string;
	month: string;
}

type LimitName = keyof Policy['limits'];

/**
 * What counts against a limit: the true cost where it is known, else what was reserved; a call that is in doubt or was
 * cut off may have been charged, so it counts as well until somebody knows better.
 */
const COUNTED = sql<number>`coalesce(sum(coalesce(actual_microdollars, estimated_microdollars)), 0)`;

const PAID = sql<number>`coalesce(sum(actual_microdollars), 0)`;

/**
 * Refuses with `budget_reached` where one more call of this price would pass a limit. To be run in the transaction that
 * writes the call, or two calls at once would both find room.
 */
export async function requireBudget(
	database: Database,
	limits: Policy['limits'],
	spender: Spender,
	price: number,
): Promise<void> {
	for (const name of ['run', 'post', 'person_month', 'site_month'] as const) {
		const limit = limits[name];
		if (limit === null) continue;
		const spent = await spentWithin(database, name, spender);
		if (spent + price <= limit) continue;
		throw new LimnerError('budget_reached', {
			subject: name,
			amount: limit,
			cause: `${name}: ${spent} of ${limit} micro-dollars are spent or reserved, this image needs ${price}`,
		});
	}
}

async function spentWithin(database: Database, name: LimitName, spender: Spender): Promise<number> {
	const images = database.selectFrom('calls').select(COUNTED.as('sum')).where('site_id', '=', spender.siteId);
	if (name === 'run') return sumOf(images.where('generation_id', '=', spender.generationId));
	const plans = database
		.selectFrom('plan_calls')
		.select(PAID.as('sum'))
		.where('site_id', '=', spender.siteId);
	if (name === 'post') {
		const ofPost = images.where('post_id', '=', spender.postId);
		return (await sumOf(ofPost)) + (await sumOf(plans.where('post_id', '=', spender.postId)));
	}
	const imagesOfMonth = images.where('month', '=', spender.month);
	const plansOfMonth = plans.where('month', '=', spender.month);
	if (name === 'site_month') return (await sumOf(imagesOfMonth)) + (await sumOf(plansOfMonth));
	return (
		(await sumOf(imagesOfMonth.where('person_id', '=', spender.personId))) +
		(await sumOf(plansOfMonth.where('person_id', '=', spender.personId)))
	);
}

async function sumOf(query: { executeTakeFirstOrThrow(): Promise<{ sum: number }> }): Promise<number> {
	const { sum } = await query.executeTakeFirstOrThrow();
	return Number(sum);
}
