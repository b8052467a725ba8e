import type { ProviderDefinition } from '../provider-definition.ts';
import { createFalProvider } from './fal-provider.ts';

export const falDefinition: ProviderDefinition = {
	name: 'fal',
	title: 'fal',
	drawnWithoutAi: false,
	termsUrl: 'https://fal.ai/terms',
	// Keys are `<id>:<secret>`, without a beginning of their own.
	key: { variable: 'FAL_KEY' },
	baseUrl: { variable: 'FAL_BASE_URL', default: 'https://queue.fal.run' },
	// A new account runs two at once; what is more waits in fal's own queue and is not refused.
	concurrency: 4,
	checkedAgainst: { kind: 'sdk', source: '@fal-ai/client 1.10.1, src/queue.js and src/types/endpoints.d.ts' },
	create: ({ apiKey, baseUrl, timeoutSeconds, onLimits }) =>
		createFalProvider({ apiKey, baseUrl, timeoutSeconds, onLimits }),
};
