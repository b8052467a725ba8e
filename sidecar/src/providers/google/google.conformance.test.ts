import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createGoogleProvider } from './google-provider.ts';

const OPERATIONS = [
	'edit',
	'outpaint',
	'style_transfer',
	'variations',
	'character_reference',
	'translate_text',
] as const;
const API_KEY = 'AIzaConformance0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('google', () => ({
	createProvider: (options = {}) =>
		createGoogleProvider({ apiKey: API_KEY, baseUrl: emulator.baseUrl('google'), ...options }),
	model: 'gemini-nano-banana-2.1',
	width: 1376,
	height: 768,
	takesReferences: true,
	streamsPartialImages: false,
	operations: OPERATIONS.map((operation) => ({
		operation,
		model: 'gemini-nano-banana-2.1',
		width: 1024,
		height: 1024,
	})),
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'@google/genai 3.1.0, generateContentConfigToMldev and imageConfigToMldev; ai.google.dev/gemini-api/docs/image-generation',
			method: 'POST',
			path: '/v1beta/models/gemini-nano-banana-2.1:generateContent',
			headers: { 'x-goog-api-key': '<key>', 'content-type': 'application/json' },
			body: {
				contents: [{ role: 'user', parts: [{ text: 'A harbour before dawn' }] }],
				generationConfig: {
					responseModalities: ['IMAGE'],
					imageConfig: { aspectRatio: '16:9', imageSize: '1K' },
				},
			},
		},
		refusals: [
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
			refusal('moderation_in_result', 'provider_moderated', 'no'),
			refusal('billing_limit', 'provider_quota', 'no'),
			refusal('region_unsupported', 'provider_rejected_request', 'no'),
			refusal('rate_limited_headers', 'provider_rate_limited', 'no', true),
		],
	},
}));
