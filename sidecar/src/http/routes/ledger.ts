import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { ledgerQuerySchema } from '@limner/shared/contracts/usage';
import { rangeOfSite } from '../../usage/describe-usage.ts';
import { listLedger } from '../../usage/list-ledger.ts';
import { defineRoute } from '../define-route.ts';

export const ledger = defineRoute(SIDECAR_ROUTES.ledger, async ({ engine, caller, request }) => {
	const { after, ...asked } = ledgerQuerySchema.parse(request.query);
	const range = await rangeOfSite(engine.database, caller().site.id, asked);
	const page = await listLedger(engine.database, range, after);
	return { body: { from: range.from, to: range.to, ...page } };
});
