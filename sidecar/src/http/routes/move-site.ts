import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { changeSite } from '../../storage/sites.ts';
import { defineRoute } from '../define-route.ts';
import { describeSite } from '../describe/describe-site.ts';

export const moveSite = defineRoute(
	SIDECAR_ROUTES.moveSite,
	async ({ engine, caller, body }) => {
		const { site, homeUrl, environment } = caller();
		if (body.site.home_url !== homeUrl || body.site.environment !== environment) {
			throw new LimnerError('request_malformed', {
				cause: 'the site in the body is not the one that signed',
				subject: 'site',
			});
		}
		const moved = { ...body.site, checking: 1 };
		await changeSite(engine.database, site.id, moved);
		await engine.queue.enqueue('check-site', site.id);
		return { body: describeSite(engine, { ...site, ...moved }, true) };
	},
	{ answersAnywhere: true },
);
