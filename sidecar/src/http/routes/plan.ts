import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { findPlan } from '../../storage/plans.ts';
import { defineRoute, idParameter } from '../define-route.ts';

export const plan = defineRoute(SIDECAR_ROUTES.plan, async (call) => {
	const found = await findPlan(call.engine.database, call.caller().site.id, idParameter(call, 'plan_id'));
	if (!found) throw new LimnerError('not_found', { subject: 'plan_id' });
	return { body: found };
});
