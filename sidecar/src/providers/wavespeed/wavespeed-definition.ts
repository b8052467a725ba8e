import type { ProviderDefinition } from '../provider-definition.ts';
import { createWaveSpeedProvider } from './wavespeed-provider.ts';

export const waveSpeedDefinition: ProviderDefinition = {
	name: 'wavespeed',
	title: 'WaveSpeed',
	drawnWithoutAi: false,
	termsUrl: 'https://wavespeed.ai/terms-of-service',
	key: { variable: 'WAVESPEED_API_KEY' },
	baseUrl: { variable: 'WAVESPEED_BASE_URL', default: 'https://api.wavespeed.ai' },
	concurrency: 3,
	checkedAgainst: { kind: 'sdk', source: 'wavespeed 0.3.2, dist/api/client.js; wavespeed.ai/docs/docs-api' },
	create: ({ apiKey, baseUrl, timeoutSeconds, onLimits }) =>
		createWaveSpeedProvider({ apiKey, baseUrl, timeoutSeconds, onLimits }),
};
