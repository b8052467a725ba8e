import type { Policy } from '@limner/shared/contracts/policy';
import type { Usage } from '@limner/shared/contracts/usage';
import type { Database } from '../storage/database.ts';
import { monthAt } from './month-at.ts';

/** A site's month at a glance. The limit and the month's time zone are those of its newest generation. */
export async function describeUsage(database: Database, siteId: string): Promise<Usage> {
	const newest = await database
		.selectFrom('generations')
		.select('policy_json')
		.where('site_id', '=', siteId)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	const policy = newest && (JSON.parse(newest.policy_json) as Policy);
	const month = monthAt(Date.now(), policy?.timezone ?? 'UTC');
	const calls = await database
		.selectFrom('calls')
		.select(['provider', 'model', 'state', 'kind', 'estimated_microdollars', 'actual_microdollars'])
		.where('site_id', '=', siteId)
		.where('month', '=', month)
		.execute();
	const byModel = new Map<string, Usage['by_model'][number]>();
	const usage: Usage = {
		month,
		cost_microdollars: 0,
		reserved_microdollars: 0,
		in_doubt_microdollars: 0,
		images: 0,
		limit_microdollars: policy?.limits.site_month ?? null,
		by_model: [],
	};
	for (const call of calls) {
		const isRunning = call.state === 'intent' || call.state === 'submitted';
		if (isRunning) usage.reserved_microdollars += call.estimated_microdollars;
		else if (call.actual_microdollars === null) usage.in_doubt_microdollars += call.estimated_microdollars;
		usage.cost_microdollars += call.actual_microdollars ?? 0;
		const name = `${call.provider} ${call.model}`;
		const { provider, model } = call;
		const row = byModel.get(name) ?? { provider, model, images: 0, cost_microdollars: 0 };
		row.cost_microdollars += call.actual_microdollars ?? 0;
		if (call.state === 'stored') {
			row.images += 1;
			usage.images += 1;
		}
		byModel.set(name, row);
	}
	for (const { model, actual_microdollars } of await listPlanCalls(database, siteId, month)) {
		const cost = actual_microdollars ?? 0;
		usage.cost_microdollars += cost;
		const name = `chat ${model}`;
		const row = byModel.get(name) ?? { provider: 'chat', model, images: 0, cost_microdollars: 0 };
		byModel.set(name, { ...row, cost_microdollars: row.cost_microdollars + cost });
	}
	return { ...usage, by_model: [...byModel.values()] };
}

async function listPlanCalls(database: Database, siteId: string, month: string) {
	return database
		.selectFrom('plan_calls')
		.select(['model', 'actual_microdollars'])
		.where('site_id', '=', siteId)
		.where('month', '=', month)
		.execute();
}
