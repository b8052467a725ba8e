import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { changeSite } from '../../storage/sites.ts';
import { defineRoute } from '../define-route.ts';
import { describeSite } from '../describe/describe-site.ts';

export const checkSite = defineRoute(SIDECAR_ROUTES.checkSite, async ({ engine, caller }) => {
	const { site, isAtHome } = caller();
	await changeSite(engine.database, site.id, { checking: 1 });
	await engine.queue.enqueue('check-site', site.id);
	return { body: describeSite(engine, { ...site, checking: 1 }, isAtHome) };
});
