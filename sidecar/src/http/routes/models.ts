import { modelQuerySchema } from '@limner/shared/contracts/model';
import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { describeModels } from '../../planning/describe-models.ts';
import { defineRoute } from '../define-route.ts';

export const models = defineRoute(SIDECAR_ROUTES.models, ({ engine, request }) => {
	const query = modelQuerySchema.parse(request.query);
	return Promise.resolve({ body: { models: describeModels(engine.providers, query, new Date()) } });
});
