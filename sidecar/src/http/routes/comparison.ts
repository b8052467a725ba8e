import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { chooseWinner as choose } from '../../planning/choose-winner.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { loadComparison } from '../load-comparison.ts';

export const comparison = defineRoute(SIDECAR_ROUTES.comparison, async (call) => ({
	body: await loadComparison(call.engine.database, call.caller().site.id, idParameter(call, 'comparison_id')),
}));

export const chooseWinner = defineRoute(SIDECAR_ROUTES.chooseWinner, async (call) => {
	const { database } = call.engine;
	const siteId = call.caller().site.id;
	const compared = await loadComparison(database, siteId, idParameter(call, 'comparison_id'));
	return { body: await choose(database, siteId, compared, call.body.number, call.body.name) };
});
