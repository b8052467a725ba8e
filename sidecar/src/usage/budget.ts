import { LIMIT_NAMES, type LimitName } from '@limner/shared/contracts/limit';
import type { Policy } from '@limner/shared/contracts/policy';
import { sql, type RawBuilder } from 'kysely';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import { lockSite } from '../storage/sites.ts';
import { periodAt, type Period } from './period.ts';

export interface Spender {
	siteId: string;
	person: { id: number; name: string };
	postId: number;
	generationId: string;
}

/** What is about to be asked for. */
export interface Purchase {
	/** Micro-dollars; 0 is free, null is a price that nobody knows before. */
	price: number | null;
	/** How many images of it count against limits in images. */
	images: number;
}

export type BudgetPolicy = Pick<Policy, 'limits' | 'image_limits' | 'period_start' | 'timezone'>;

type Scope = keyof Policy['limits'];

/** One budget of a site with what is used of it. */
export interface BudgetState {
	name: LimitName;
	scope: Scope;
	counts: 'money' | 'images';
	/** Micro-dollars, or images. */
	limit: number;
	used: number;
	/** The day on which it begins anew; null for a limit that does not. */
	resetsOn: string | null;
}

/** From here on a plan, and an alert, warns: so many hundredths of a limit are used. */
const WARNING_PERCENT = 80;

/**
 * Money that counts: the true cost where it is known, else what was reserved; a call that is in doubt or was cut off may
 * have been charged, so it counts as well until somebody knows better.
 */
const MONEY_OF_CALLS = sql<number>`coalesce(sum(coalesce(actual_microdollars, estimated_microdollars)), 0)`;
const MONEY_OF_CHAT = sql<number>`coalesce(sum(actual_microdollars), 0)`;
const LIVE = sql`state in ('intent', 'submitted', 'stored', 'in_doubt')`;
const IMAGES_OF_CALLS = sql<number>`coalesce(sum(case when ${LIVE} then counts_as_image else 0 end), 0)`;

/**
 * Refuses with `budget_reached` where this would pass a limit. To be run in the transaction that writes the call, or two
 * calls at once would both find room. `withPromised` also counts what was accepted and not begun yet.
 */
export async function requireBudget(
	transaction: Database,
	policy: BudgetPolicy,
	spender: Spender,
	purchase: Purchase,
	options: { withPromised?: boolean } = {},
): Promise<void> {
	if (purchase.price === 0 && purchase.images === 0) return;
	await lockSite(transaction, spender.siteId);
	for (const budget of await readBudgets(transaction, policy, spender, options)) {
		if (hasRoom(budget, purchase)) continue;
		const { name, limit, used, counts, resetsOn, scope } = budget;
		const asked = counts === 'money' ? (purchase.price ?? 'an unknown price') : purchase.images;
		throw new LimnerError('budget_reached', {
			subject: name,
			amount: limit,
			budget: { whose: scope === 'person_month' ? spender.person.name : '', resets_on: resetsOn },
			cause: `${name}: ${used} of ${limit} are used or reserved, this needs ${asked}`,
		});
	}
}

/** The names of the limits that a plan should warn about. */
export async function listNearlyReached(
	database: Database,
	policy: BudgetPolicy,
	spender: Omit<Spender, 'generationId'>,
): Promise<LimitName[]> {
	const budgets = await readBudgets(
		database,
		policy,
		{ ...spender, generationId: '' },
		{ withPromised: true },
	);
	return budgets
		.filter((budget) => budget.scope !== 'run' && isNearlyReached(budget))
		.map(({ name }) => name);
}

export function isNearlyReached({ used, limit }: Pick<BudgetState, 'used' | 'limit'>): boolean {
	return used * 100 >= limit * WARNING_PERCENT;
}

/** Every limit that is set, with what is used of it, in the order in which they are checked. */
export async function readBudgets(
	database: Database,
	policy: BudgetPolicy,
	spender: Spender,
	options: { withPromised?: boolean } = {},
): Promise<BudgetState[]> {
	const period = periodAt(Date.now(), policy.timezone, policy.period_start);
	const budgets: BudgetState[] = [];
	for (const name of LIMIT_NAMES) {
		const counts = name.endsWith('_images') ? 'images' : 'money';
		const scope = name.replace(/_images$/, '') as Scope;
		const limit = (counts === 'images' ? policy.image_limits : policy.limits)[scope];
		if (limit === null) continue;
		const used = await readUsed(database, scope, counts, spender, period);
		const promised = options.withPromised ? await readPromised(database, scope, counts, spender, period) : 0;
		const resetsOn = scope === 'run' || scope === 'post' ? null : period.resetsOn;
		budgets.push({ name, scope, counts, limit, used: used + promised, resetsOn });
	}
	return budgets;
}

/** What has no known price passes while anything is left. */
function hasRoom({ counts, used, limit }: BudgetState, { price, images }: Purchase): boolean {
	if (counts === 'images') return images === 0 || used + images <= limit;
	if (price === null) return used < limit;
	return price === 0 || used + price <= limit;
}

async function readUsed(
	database: Database,
	scope: Scope,
	counts: BudgetState['counts'],
	spender: Spender,
	period: Period,
): Promise<number> {
	const where = within(scope, spender, period, 'created_at');
	const sum = counts === 'images' ? IMAGES_OF_CALLS : MONEY_OF_CALLS;
	const ofImages = await readSum(database, sql`select ${sum} as sum from calls where ${where}`);
	if (counts === 'images' || scope === 'run') return ofImages;
	return (
		ofImages + (await readSum(database, sql`select ${MONEY_OF_CHAT} as sum from chat_calls where ${where}`))
	);
}

/** What attempts that still run are going to need beyond the calls that they have made. */
async function readPromised(
	database: Database,
	scope: Scope,
	counts: BudgetState['counts'],
	spender: Spender,
	period: Period,
): Promise<number> {
	const where = within(scope, spender, period, 'accepted_at');
	const running = sql`${where} and state in ('accepted', 'making')`;
	const [expected, begun] =
		counts === 'images'
			? [sql`expected_images`, sql`counts_as_image`]
			: [sql`price_microdollars`, sql`estimated_microdollars`];
	const all = await readSum(
		database,
		sql`select coalesce(sum(${expected}), 0) as sum from attempts where ${running}`,
	);
	const made = await readSum(
		database,
		sql`select coalesce(sum(${begun}), 0) as sum from calls where ${LIVE} and attempt_id in (select id from attempts where ${running})`,
	);
	return Math.max(0, all - made);
}

/** Counted by the time of each call, so that another first day or time zone holds for what was spent before as well. */
function within(
	scope: Scope,
	spender: Spender,
	period: Period,
	time: 'created_at' | 'accepted_at',
): RawBuilder<unknown> {
	const site = sql`site_id = ${spender.siteId}`;
	if (scope === 'run') return sql`${site} and generation_id = ${spender.generationId}`;
	if (scope === 'post') return sql`${site} and post_id = ${spender.postId}`;
	const column = sql.ref(time);
	const month = sql`${site} and ${column} >= ${period.start} and ${column} < ${period.end}`;
	return scope === 'site_month' ? month : sql`${month} and person_id = ${spender.person.id}`;
}

async function readSum(database: Database, query: RawBuilder<unknown>): Promise<number> {
	const { rows } = await query.execute(database);
	return Number((rows[0] as { sum: number } | undefined)?.sum ?? 0);
}
