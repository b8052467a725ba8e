import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { PLATFORMS, type Platform } from '@limner/shared/contracts/template';
import { specsOfPlatform } from '@limner/shared/templates/find-templates';
import { requireKnownName } from '../../planning/require-known-name.ts';
import { defineRoute } from '../define-route.ts';

export const platformSpecs = defineRoute(SIDECAR_ROUTES.platformSpecs, ({ parameters }) => {
	const platform = requireKnownName<Platform>('platform', parameters['platform'] ?? '', PLATFORMS);
	return Promise.resolve({ body: specsOfPlatform(platform) });
});
