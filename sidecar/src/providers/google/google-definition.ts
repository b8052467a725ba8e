import type { ProviderDefinition } from '../provider-definition.ts';
import { createGoogleProvider } from './google-provider.ts';

export const googleDefinition: ProviderDefinition = {
	name: 'google',
	title: 'Google',
	drawnWithoutAi: false,
	termsUrl: 'https://ai.google.dev/gemini-api/terms',
	key: { variable: 'GEMINI_API_KEY', prefixes: ['AIza'] },
	baseUrl: { variable: 'GEMINI_BASE_URL', default: 'https://generativelanguage.googleapis.com' },
	concurrency: 4,
	checkedAgainst: { kind: 'sdk', source: '@google/genai 3.1.0, models.generateContent' },
	create: createGoogleProvider,
};
