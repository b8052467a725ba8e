import type { ProviderDefinition } from '../provider-definition.ts';
import { createStabilityProvider } from './stability-provider.ts';

export const stabilityDefinition: ProviderDefinition = {
	name: 'stability',
	title: 'Stability AI',
	drawnWithoutAi: false,
	termsUrl: 'https://stability.ai/terms-of-use',
	key: { variable: 'STABILITY_API_KEY', prefixes: ['sk-'] },
	baseUrl: { variable: 'STABILITY_BASE_URL', default: 'https://api.stability.ai' },
	// 150 requests in ten seconds are allowed; each of ours takes some seconds.
	concurrency: 6,
	checkedAgainst: {
		kind: 'document',
		source:
			'REST API v2beta as platform.stability.ai documents it (api-evangelist/stability-ai at c7926e1, openapi/); field names also from stability-ai 0.7.0, dist/v2beta/stable-image; there is no SDK, and emulation and adapter are one reading of these',
	},
	create: (settings) => createStabilityProvider(settings),
};
