import type { ProviderDefinition } from '../provider-definition.ts';
import { createOpenAiProvider } from './openai-provider.ts';

export const openAiDefinition: ProviderDefinition = {
	name: 'openai',
	title: 'OpenAI',
	drawnWithoutAi: false,
	termsUrl: 'https://openai.com/policies/services-agreement/',
	key: { variable: 'OPENAI_API_KEY', prefixes: ['sk-'] },
	baseUrl: { variable: 'OPENAI_BASE_URL', default: 'https://api.openai.com/v1' },
	concurrency: 6,
	checkedAgainst: { kind: 'sdk', source: 'openai 7.55.0, resources/images.d.ts' },
	create: ({ apiKey, baseUrl, timeoutSeconds, onLimits }) =>
		createOpenAiProvider({ apiKey, baseUrl, timeoutSeconds, onLimits }),
};
