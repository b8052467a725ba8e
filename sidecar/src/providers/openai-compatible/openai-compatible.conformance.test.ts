import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';

const API_KEY = 'key-of-a-gateway';
/** No table knows it. */
const MODEL = 'qwen-image-2512-q4';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('openai_compatible', () => ({
	createProvider: (options = {}) =>
		createOpenAiCompatibleProvider({
			apiKey: API_KEY,
			baseUrl: `${emulator.baseUrl('openai_compatible')}/v1`,
			...options,
		}),
	model: MODEL,
	width: 1024,
	height: 768,
	takesReferences: true,
	streamsPartialImages: false,
	operations: [{ operation: 'edit', model: MODEL, width: 1024, height: 768 }],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'leejet/stable-diffusion.cpp 0137f16, examples/server/routes_openai.cpp; openai 7.55.0, resources/images.d.ts',
			method: 'POST',
			path: '/v1/images/generations',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				model: MODEL,
				prompt: 'A harbour before dawn',
				n: 1,
				response_format: 'b64_json',
				size: '1024x768',
			},
		},
		refusals: REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
	},
}));
