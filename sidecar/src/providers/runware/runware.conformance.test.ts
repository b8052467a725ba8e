import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_POLLED_PROVIDERS } from '../refusals.conformance.ts';
import { createRunwareProvider } from './runware-provider.ts';

const API_KEY = 'runware-conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const klein = { model: 'runware:400@3', width: 1024, height: 768 };

describeImageProvider('runware', () => ({
	createProvider: (options = {}) =>
		createRunwareProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.baseUrl('runware'),
			timeoutSeconds: options.timeoutSeconds,
		}),
	...klein,
	takesReferences: true,
	streamsPartialImages: false,
	reportsProgress: true,
	seedOf: (body) => body['seed'],
	operations: [
		{ ...klein, operation: 'edit' },
		{ ...klein, operation: 'style_transfer' },
		{ ...klein, operation: 'variations' },
		{ ...klein, operation: 'character_reference' },
		{ ...klein, operation: 'translate_text' },
		{ operation: 'edit_with_mask', model: 'runware:102@1', width: 640, height: 480 },
		{ operation: 'edit_with_mask', model: 'runware:101@1', width: 640, height: 480 },
		{ operation: 'upscale', model: 'runware:500@1', width: 1280, height: 960 },
		{ operation: 'remove_background', model: 'runware:112@5', width: 640, height: 480 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'Runware/runware-typescript 1.6.8, src/types/task-map.ts (imageInference) and src/transport/rest.ts',
			method: 'POST',
			path: '',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				taskType: 'imageInference',
				taskUUID: '52b6419d-27bd-4f54-bcee-3b92f8c17a90',
				model: 'runware:400@3',
				positivePrompt: 'A harbour before dawn',
				width: 1024,
				height: 768,
				seed: 7,
				numberResults: 1,
				outputType: 'URL',
				outputFormat: 'PNG',
				includeCost: true,
				deliveryMethod: 'async',
			},
		},
		refusals: [...REFUSALS_OF_POLLED_PROVIDERS, refusal('model_not_accessible', 'model_unknown', 'no')],
	},
}));
