import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { defineRoute } from '../define-route.ts';
import { describeSite } from '../describe/describe-site.ts';

export const siteState = defineRoute(
	SIDECAR_ROUTES.siteState,
	async ({ engine, caller }) => {
		const { site, isAtHome } = caller();
		return { body: describeSite(engine, site, isAtHome) };
	},
	{ answersAnywhere: true },
);
