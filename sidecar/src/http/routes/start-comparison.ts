import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { scheduleAttempt } from '../../jobs/schedule.ts';
import { acceptComparison, postOfComparison } from '../../planning/accept-comparison.ts';
import { estimateImageSeconds } from '../../planning/estimate-seconds.ts';
import { planComparison } from '../../planning/plan-comparison.ts';
import { defineRoute } from '../define-route.ts';
import { addUpComparison, describePlanned } from '../describe/describe-comparison.ts';
import { loadComparison } from '../load-comparison.ts';

export const startComparison = defineRoute(
	SIDECAR_ROUTES.startComparison,
	async ({ engine, caller, body }) => {
		const { providers, database } = engine;
		const siteId = caller().site.id;
		const secondsFor: Parameters<typeof planComparison>[0]['secondsFor'] = (facts, step) =>
			estimateImageSeconds(database, facts, step);
		const plan = await planComparison({ providers, secondsFor }, body, new Date());
		if (body.dry_run) {
			const head = { id: body.id, post_id: postOfComparison(body.id), prompt: body.prompt };
			const models = plan.models.map((model) => describePlanned(model, plan.policy));
			return { body: addUpComparison(head, 'planned', models) };
		}
		const added = await acceptComparison(engine, siteId, body, plan);
		for (const attempt of added) await scheduleAttempt(engine, attempt);
		return { body: await loadComparison(database, siteId, body.id) };
	},
);
