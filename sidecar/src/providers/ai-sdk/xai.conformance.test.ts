import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { xAiHost } from './hosts/xai.ts';

const OPERATIONS = ['edit', 'style_transfer', 'variations', 'character_reference', 'translate_text'] as const;
const API_KEY = 'xai-conformance0123456789';
const MODEL = 'grok-imagine-image-2.0';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('xai', () => ({
	createProvider: (options = {}) =>
		createAiSdkProvider(xAiHost, {
			apiKey: API_KEY,
			baseUrl: `${emulator.baseUrl('xai')}/v1`,
			...options,
		}),
	model: MODEL,
	width: 1280,
	height: 720,
	takesReferences: true,
	streamsPartialImages: false,
	operations: OPERATIONS.map((operation) => ({ operation, model: MODEL, width: 1152, height: 864 })),
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source: '@ai-sdk/xai 5.0.12, xai-image-model',
			method: 'POST',
			path: '/v1/images/generations',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				model: MODEL,
				prompt: 'A harbour before dawn',
				n: 1,
				response_format: 'b64_json',
				aspect_ratio: '16:9',
				resolution: '1k',
				quality: 'low',
			},
		},
		refusals: [
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
			refusal('moderation_in_result', 'provider_moderated', 'no'),
		],
	},
}));
