import type { ProviderDefinition } from '../provider-definition.ts';
import { createBflProvider } from './bfl-provider.ts';

export const bflDefinition: ProviderDefinition = {
	name: 'bfl',
	title: 'Black Forest Labs',
	drawnWithoutAi: false,
	termsUrl: 'https://bfl.ai/legal/terms-of-service',
	key: { variable: 'BFL_API_KEY', prefixes: ['bfl_'] },
	// https://api.eu.bfl.ai keeps the work in Europe.
	baseUrl: { variable: 'BFL_BASE_URL', default: 'https://api.bfl.ai' },
	// 24 tasks may be under way with a key, 6 with Kontext [max]: docs.bfl.ai, quick start.
	concurrency: 6,
	checkedAgainst: {
		kind: 'document',
		source:
			'OpenAPI document of api.bfl.ai (BFL API 0.0.1), as kept in tryAGI/BlackForestLabs at 05385cf; @ai-sdk/black-forest-labs 2.0.41 makes an image with it',
	},
	create: (settings) => createBflProvider(settings),
};
