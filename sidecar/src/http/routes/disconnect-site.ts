import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { disconnectSite as forget } from '../../storage/sites.ts';
import { defineRoute } from '../define-route.ts';
import { describeSite } from '../describe/describe-site.ts';

export const disconnectSite = defineRoute(SIDECAR_ROUTES.disconnectSite, async ({ engine, caller }) => {
	const { site, isAtHome } = caller();
	await engine.database.transaction().execute((transaction) => forget(transaction, site.id));
	return { body: describeSite(engine, { ...site, state: 'disconnected' }, isAtHome) };
});
