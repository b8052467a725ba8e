import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { templateQuerySchema } from '@limner/shared/contracts/template';
import { listTemplates } from '@limner/shared/templates/find-templates';
import { defineRoute } from '../define-route.ts';

export const templates = defineRoute(SIDECAR_ROUTES.templates, ({ request }) =>
	Promise.resolve({ body: { templates: listTemplates(templateQuerySchema.parse(request.query)) } }),
);
