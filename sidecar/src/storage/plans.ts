import type { Plan, PlanRequest } from '@limner/shared/contracts/plan';
import type { Database } from './database.ts';

export async function savePlan(
	database: Database,
	siteId: string,
	plan: Plan,
	request: PlanRequest | null,
): Promise<void> {
	const row = {
		id: plan.plan_id,
		site_id: siteId,
		post_id: plan.post_id,
		state: plan.state,
		plan_json: JSON.stringify(plan),
		request_json: request && JSON.stringify(request),
		made_at: Date.now(),
	};
	await database
		.insertInto('plans')
		.values(row)
		.onConflict((conflict) =>
			conflict.column('id').doUpdateSet({
				state: row.state,
				plan_json: row.plan_json,
				request_json: row.request_json,
			}),
		)
		.execute();
}

export async function findPlan(
	database: Database,
	siteId: string,
	planId: string,
): Promise<Plan | undefined> {
	const row = await database
		.selectFrom('plans')
		.select('plan_json')
		.where('id', '=', planId)
		.where('site_id', '=', siteId)
		.executeTakeFirst();
	return row && (JSON.parse(row.plan_json) as Plan);
}

export async function newestPlan(
	database: Database,
	siteId: string,
	postId: number,
): Promise<Plan | undefined> {
	const row = await database
		.selectFrom('plans')
		.select('plan_json')
		.where('site_id', '=', siteId)
		.where('post_id', '=', postId)
		.orderBy('made_at', 'desc')
		.executeTakeFirst();
	return row && (JSON.parse(row.plan_json) as Plan);
}

export interface UnwrittenPlan {
	siteId: string;
	plan: Plan;
	request: PlanRequest;
}

/** A plan that waits for its chat model; undefined once it was written. */
export async function findUnwrittenPlan(
	database: Database,
	planId: string,
): Promise<UnwrittenPlan | undefined> {
	const row = await database
		.selectFrom('plans')
		.selectAll()
		.where('id', '=', planId)
		.where('state', '=', 'writing')
		.executeTakeFirst();
	if (!row || row.request_json === null) return undefined;
	return {
		siteId: row.site_id,
		plan: JSON.parse(row.plan_json) as Plan,
		request: JSON.parse(row.request_json) as PlanRequest,
	};
}
