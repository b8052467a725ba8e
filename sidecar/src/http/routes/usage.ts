import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { usageQuerySchema } from '@limner/shared/contracts/usage';
import { describeUsage } from '../../usage/describe-usage.ts';
import { defineRoute } from '../define-route.ts';

export const usage = defineRoute(SIDECAR_ROUTES.usage, async ({ engine, caller, request }) => ({
	body: await describeUsage(engine.database, caller().site.id, usageQuerySchema.parse(request.query)),
}));
