import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { listDeliveries } from '../../storage/list-deliveries.ts';
import { defineRoute } from '../define-route.ts';

export const deliveries = defineRoute(SIDECAR_ROUTES.deliveries, async ({ engine, caller }) => ({
	body: await listDeliveries(engine.database, caller().site),
}));
