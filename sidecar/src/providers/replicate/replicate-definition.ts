import type { ProviderDefinition } from '../provider-definition.ts';
import { createReplicateProvider } from './replicate-provider.ts';

export const replicateDefinition: ProviderDefinition = {
	name: 'replicate',
	title: 'Replicate',
	drawnWithoutAi: false,
	termsUrl: 'https://replicate.com/terms',
	key: { variable: 'REPLICATE_API_TOKEN', prefixes: ['r8_'] },
	baseUrl: { variable: 'REPLICATE_BASE_URL', default: 'https://api.replicate.com/v1' },
	// 600 predictions a minute; far fewer where the credit is low.
	concurrency: 4,
	checkedAgainst: {
		kind: 'sdk',
		source: 'replicate 1.4.0, index.d.ts and lib/; replicate.com/docs/reference/http',
	},
	create: ({ apiKey, baseUrl, timeoutSeconds, onLimits }) =>
		createReplicateProvider({ apiKey, baseUrl, timeoutSeconds, onLimits }),
};
