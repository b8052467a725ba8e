import type { ProviderDefinition } from '../provider-definition.ts';
import { createRunwareProvider } from './runware-provider.ts';

export const runwareDefinition: ProviderDefinition = {
	name: 'runware',
	title: 'Runware',
	drawnWithoutAi: false,
	termsUrl: 'https://runware.ai/terms/',
	key: { variable: 'RUNWARE_API_KEY' },
	baseUrl: { variable: 'RUNWARE_BASE_URL', default: 'https://api.runware.ai/v1' },
	concurrency: 6,
	checkedAgainst: {
		kind: 'document',
		source:
			'Runware/runware-typescript 1.6.8, src/types/task-map.ts, src/errors.ts and src/client.ts, whose package is not on npm; @runware/ai-sdk-provider 2.0.0 makes an image with it',
	},
	create: (settings) => createRunwareProvider(settings),
};
