import type { ProviderDefinition } from '../provider-definition.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';

export const openAiCompatibleDefinition: ProviderDefinition = {
	name: 'openai_compatible',
	title: 'OpenAI-compatible server',
	drawnWithoutAi: false,
	termsUrl: '',
	key: { variable: 'OPENAI_COMPATIBLE_KEY', optional: true },
	baseUrl: { variable: 'OPENAI_COMPATIBLE_BASE_URL', default: null },
	modelSetting: 'OPENAI_COMPATIBLE_MODEL',
	otherSettings: [
		{
			variable: 'OPENAI_COMPATIBLE_MODEL',
			advice: 'give the name of a model as the server knows it, of at most 200 characters.',
			isUsable: (name) => name.length <= 200,
		},
	],
	concurrency: 1,
	checkedAgainst: {
		kind: 'document',
		source:
			'leejet/stable-diffusion.cpp 0137f16, examples/server/routes_openai.cpp, by way of openai 7.55.0 in the adapter',
	},
	create: createOpenAiCompatibleProvider,
};
