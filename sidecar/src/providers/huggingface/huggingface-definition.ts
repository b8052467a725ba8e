import type { ProviderDefinition } from '../provider-definition.ts';
import { createHuggingFaceProvider } from './huggingface-provider.ts';

export const huggingFaceDefinition: ProviderDefinition = {
	name: 'huggingface',
	title: 'Hugging Face',
	drawnWithoutAi: false,
	termsUrl: 'https://huggingface.co/terms-of-service',
	key: { variable: 'HF_TOKEN', prefixes: ['hf_'] },
	baseUrl: { variable: 'HF_BASE_URL', default: 'https://router.huggingface.co' },
	concurrency: 2,
	checkedAgainst: { kind: 'sdk', source: '@huggingface/inference 4.13.30, providers/hf-inference' },
	create: createHuggingFaceProvider,
};
