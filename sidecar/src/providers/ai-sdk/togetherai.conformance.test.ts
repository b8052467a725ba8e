import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createAiSdkProvider } from './ai-sdk-provider.ts';
import { togetherAiHost } from './hosts/togetherai.ts';

const API_KEY = 'tgp_conformance0123456789';
const MODEL = 'black-forest-labs/FLUX.1-schnell';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('togetherai', () => ({
	createProvider: (options = {}) =>
		createAiSdkProvider(togetherAiHost, {
			apiKey: API_KEY,
			baseUrl: `${emulator.baseUrl('togetherai')}/v1`,
			...options,
		}),
	model: MODEL,
	width: 1344,
	height: 768,
	takesReferences: false,
	streamsPartialImages: false,
	seedOf: (body) => body['seed'],
	operations: [
		{ operation: 'edit', model: 'black-forest-labs/FLUX.2-pro', width: 1024, height: 768 },
		{ operation: 'variations', model: 'black-forest-labs/FLUX.1-kontext-pro', width: 1024, height: 1024 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'@ai-sdk/togetherai 3.0.54, togetherai-image-model; docs.together.ai/docs/inference/images/parameters',
			method: 'POST',
			path: '/v1/images/generations',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				model: MODEL,
				prompt: 'A harbour before dawn',
				seed: 7,
				aspect_ratio: '16:9',
				response_format: 'base64',
				output_format: 'png',
			},
		},
		refusals: REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
	},
}));
