import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { acceptPublications } from '../../jobs/take-publication.ts';
import { defineRoute } from '../define-route.ts';

export const publish = defineRoute(SIDECAR_ROUTES.publish, async ({ engine, caller, body }) => ({
	body: { publication_ids: await acceptPublications(engine, caller().site.id, body.publications) },
}));
