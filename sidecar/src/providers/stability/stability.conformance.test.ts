import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createStabilityProvider } from './stability-provider.ts';

const API_KEY = 'sk-stability-conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const wide = { width: 1344, height: 768 };
const small = { width: 640, height: 480 };

describeImageProvider('stability', () => ({
	createProvider: (options = {}) =>
		createStabilityProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.baseUrl('stability'),
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'generate/core',
	...wide,
	takesReferences: false,
	streamsPartialImages: false,
	negativePromptOf: (body) => body['negative_prompt'],
	seedOf: (body) => body['seed'],
	operations: [
		{ operation: 'variations', model: 'generate/ultra', ...wide },
		{ operation: 'variations', model: 'sd3.5-large', ...wide },
		{ operation: 'variations', model: 'sd3.5-large-turbo', ...wide },
		{ operation: 'edit_with_mask', model: 'edit/inpaint', ...small },
		{ operation: 'edit_with_mask', model: 'edit/erase', ...small },
		{
			operation: 'edit',
			model: 'edit/search-and-replace',
			prompt: 'a red car → a blue bicycle',
			...small,
		},
		{ operation: 'outpaint', model: 'edit/outpaint', width: 1600, height: 900 },
		{ operation: 'remove_background', model: 'edit/remove-background', ...small },
		{ operation: 'style_transfer', model: 'control/style-transfer', ...small },
		{ operation: 'upscale', model: 'upscale/fast', width: 2560, height: 1920 },
		{ operation: 'upscale', model: 'upscale/conservative', width: 2364, height: 1773 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'platform.stability.ai/docs/api-reference, POST /v2beta/stable-image/generate/core (api-evangelist/stability-ai, openapi/stability-ai-generate-core-api-openapi.yml)',
			method: 'POST',
			path: '/v2beta/stable-image/generate/core',
			headers: { authorization: 'Bearer <key>', accept: 'application/json' },
			body: {
				prompt: 'A harbour before dawn',
				seed: 7,
				aspect_ratio: '16:9',
				output_format: 'png',
			},
		},
		refusals: [
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
			refusal('moderation_in_result', 'provider_moderated', 'unknown'),
		],
	},
}));
