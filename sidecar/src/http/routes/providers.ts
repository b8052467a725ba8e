import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { describeProviders } from '../../planning/describe-providers.ts';
import { defineRoute } from '../define-route.ts';

export const providers = defineRoute(SIDECAR_ROUTES.providers, async ({ engine }) => ({
	body: { providers: await describeProviders(engine, new Date()) },
}));
