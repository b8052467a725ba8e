import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { estimateImages } from '../../planning/estimate-images.ts';
import { estimateImageSeconds } from '../../planning/estimate-seconds.ts';
import { defineRoute } from '../define-route.ts';

/** Times are learnt from what this sidecar saw. */
export const estimates = defineRoute(SIDECAR_ROUTES.estimates, async ({ engine, body }) => {
	const { providers, database } = engine;
	const secondsFor: Parameters<typeof estimateImages>[0]['secondsFor'] = (facts, step) =>
		estimateImageSeconds(database, facts, step);
	return { body: await estimateImages({ providers, secondsFor }, body, new Date()) };
});
