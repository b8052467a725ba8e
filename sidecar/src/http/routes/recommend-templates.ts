import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { recommendTemplates as recommend } from '@limner/shared/templates/recommend-templates';
import { defineRoute } from '../define-route.ts';

export const recommendTemplates = defineRoute(SIDECAR_ROUTES.recommendTemplates, ({ body }) =>
	Promise.resolve({ body: { recommendations: recommend(body) } }),
);
