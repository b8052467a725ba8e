import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { templateSearchQuerySchema } from '@limner/shared/contracts/template';
import { searchTemplates as search } from '@limner/shared/templates/find-templates';
import { defineRoute } from '../define-route.ts';

export const searchTemplates = defineRoute(SIDECAR_ROUTES.searchTemplates, ({ request }) =>
	Promise.resolve({ body: { templates: search(templateSearchQuerySchema.parse(request.query).q) } }),
);
