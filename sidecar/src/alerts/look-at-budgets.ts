import type { Database } from '../storage/database.ts';
import { newestPolicy } from '../storage/generations.ts';
import type { AlertCauseRow, SiteRow } from '../storage/tables.ts';
import { isNearlyReached, readBudgets, type BudgetPolicy, type BudgetState } from '../usage/budget.ts';
import type { Cause, Look } from './cause.ts';
import type { AlertFacts } from './describe-alert.ts';

interface SeenBudget {
	/** The site, the limit and the person. */
	key: string;
	facts: AlertFacts & { budget: NonNullable<AlertFacts['budget']> };
	level: 'free' | 'nearly_reached' | 'reached';
}

type Person = { id: number; name: string };

/** A site's own limits have nobody's name. */
const NOBODY: Person = { id: 0, name: '' };
/** Whoever asked for something longer ago than any month lasts has spent nothing in this one. */
const LONGEST_MONTH = 32 * 24 * 60 * 60 * 1000;

/** Looks at limits of a month; those of a post or a run are told to whoever meets them. */
export async function lookAtBudgets(database: Database): Promise<Look> {
	const sites = await database.selectFrom('sites').selectAll().where('state', '=', 'active').execute();
	const seen: SeenBudget[] = [];
	for (const site of sites) seen.push(...(await lookAtSite(database, site)));
	return {
		causes: seen.flatMap((budget) => causeOf(budget) ?? []),
		endOf: (open) => endOf(open, seen, new Set(sites.map(({ id }) => id))),
	};
}

async function lookAtSite(database: Database, site: SiteRow): Promise<SeenBudget[]> {
	const policy = await newestPolicy(database, site.id);
	if (!policy) return [];
	const price = await priceOfNewestCall(database, site.id);
	const seen: SeenBudget[] = [];
	for (const scope of ['site_month', 'person_month'] as const) {
		const narrowed = onlyScope(policy, scope);
		if (narrowed === null) continue;
		for (const person of scope === 'site_month' ? [NOBODY] : await listPeople(database, site.id)) {
			const spender = { siteId: site.id, person, postId: 0, generationId: '' };
			const budgets = await readBudgets(database, narrowed, spender);
			// A limit of nothing is a way to switch off, and not news.
			const limiting = budgets.filter(({ limit }) => limit > 0);
			seen.push(...limiting.map((budget) => describeBudget(site, person, budget, price)));
		}
	}
	return seen;
}

/** Null where no such limit is set. */
function onlyScope(policy: BudgetPolicy, scope: 'site_month' | 'person_month'): BudgetPolicy | null {
	const nothing = { site_month: null, person_month: null, post: null, run: null };
	const limits = { ...nothing, [scope]: policy.limits[scope] };
	const image_limits = { ...nothing, [scope]: policy.image_limits[scope] };
	if (limits[scope] === null && image_limits[scope] === null) return null;
	return { ...policy, limits, image_limits };
}

function listPeople(database: Database, siteId: string): Promise<Person[]> {
	return database
		.selectFrom('generations')
		.select((row) => ['person_id as id', row.fn.max('person_name').as('name')])
		.where('site_id', '=', siteId)
		.where('created_at', '>', Date.now() - LONGEST_MONTH)
		.groupBy('person_id')
		.execute();
}

/** What the next image is likely to cost; 0 where it is free or nothing was made yet. */
async function priceOfNewestCall(database: Database, siteId: string): Promise<number> {
	const newest = await database
		.selectFrom('calls')
		.select('estimated_microdollars')
		.where('site_id', '=', siteId)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	return newest?.estimated_microdollars ?? 0;
}

function describeBudget(site: SiteRow, person: Person, budget: BudgetState, price: number): SeenBudget {
	const { name, limit, used, counts, resetsOn } = budget;
	const next = counts === 'images' ? 1 : Math.max(1, price);
	return {
		key: `${site.id} ${name} ${person.id}`,
		facts: {
			title: site.name || site.home_url,
			provider: null,
			budget: {
				name,
				site_id: site.id,
				home_url: site.home_url,
				whose: person.name,
				limit,
				used,
				resets_on: resetsOn,
			},
		},
		level: used > 0 && used + next > limit ? 'reached' : isNearlyReached(budget) ? 'nearly_reached' : 'free',
	};
}

function causeOf({ key, facts, level }: SeenBudget): Cause | null {
	if (level === 'free') return null;
	const kind = `budget_${level}` as const;
	return { key: `${kind} ${key}`, kind, facts, lastSignAt: null };
}

/** A limit that was reached stays so until it begins anew or is raised: a cheaper image that fits is no end of it. */
function endOf(
	{ cause, kind, facts_json }: AlertCauseRow,
	seen: SeenBudget[],
	sites: ReadonlySet<string>,
): AlertFacts | null {
	if (kind !== 'budget_reached' && kind !== 'budget_nearly_reached') return null;
	const told = JSON.parse(facts_json) as SeenBudget['facts'];
	if (!sites.has(told.budget.site_id)) return null;
	const now = seen.find(({ key }) => `${kind} ${key}` === cause);
	// No such limit any more.
	if (!now) return told;
	if (kind === 'budget_nearly_reached') return now.level === 'nearly_reached' ? null : now.facts;
	const isRaised = now.level !== 'reached' && now.facts.budget.limit !== told.budget.limit;
	return isRaised || now.level === 'free' ? now.facts : null;
}
