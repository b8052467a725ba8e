import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_POLLED_PROVIDERS } from '../refusals.conformance.ts';
import { createBflProvider } from './bfl-provider.ts';

const API_KEY = 'bfl_conformance_0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const flux2 = { model: 'flux-2-pro', width: 1024, height: 768 };

describeImageProvider('bfl', () => ({
	createProvider: (options = {}) =>
		createBflProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.baseUrl('bfl'),
			timeoutSeconds: options.timeoutSeconds,
		}),
	...flux2,
	takesReferences: true,
	streamsPartialImages: false,
	reportsProgress: true,
	seedOf: (body) => body['seed'],
	operations: [
		{ ...flux2, operation: 'edit' },
		{ ...flux2, operation: 'style_transfer' },
		{ ...flux2, operation: 'variations' },
		{ ...flux2, operation: 'character_reference' },
		{ ...flux2, operation: 'translate_text' },
		{ operation: 'edit', model: 'flux-kontext-pro', width: 1392, height: 752 },
		{ operation: 'edit', model: 'flux-2-flex', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'flux-pro-1.0-fill', width: 640, height: 480 },
		{ operation: 'edit_with_mask', model: 'flux-tools/erase-v1', width: 640, height: 480 },
		{ operation: 'outpaint', model: 'flux-tools/outpainting-v1', width: 1600, height: 900 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'api.bfl.ai/openapi.json, POST /v1/flux-2-pro, Flux2Inputs (tryAGI/BlackForestLabs at 05385cf); disable_pup: docs.bfl.ai',
			method: 'POST',
			path: '/v1/flux-2-pro',
			headers: { 'x-key': '<key>', 'content-type': 'application/json', accept: 'application/json' },
			body: {
				prompt: 'A harbour before dawn',
				width: 1024,
				height: 768,
				seed: 7,
				disable_pup: true,
				output_format: 'png',
			},
		},
		refusals: REFUSALS_OF_POLLED_PROVIDERS,
	},
}));
