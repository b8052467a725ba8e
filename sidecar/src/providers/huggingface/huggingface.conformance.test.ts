import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createHuggingFaceProvider } from './huggingface-provider.ts';

const API_KEY = 'hf_conformance0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
const kontext = { model: 'black-forest-labs/FLUX.1-Kontext-dev', width: 1024, height: 1024 };

const parameters = (body: Record<string, unknown>) => Object(body['parameters']) as Record<string, unknown>;

describeImageProvider('huggingface', () => ({
	createProvider: (options = {}) =>
		createHuggingFaceProvider({ apiKey: API_KEY, baseUrl: emulator.baseUrl('huggingface'), ...options }),
	model: 'black-forest-labs/FLUX.1-schnell',
	width: 1024,
	height: 1024,
	takesReferences: false,
	streamsPartialImages: false,
	seedOf: (body) => parameters(body)['seed'],
	operations: [
		{ operation: 'edit', ...kontext },
		{ operation: 'variations', ...kontext },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'@huggingface/inference 4.13.30, providers/hf-inference; @huggingface/tasks 0.21.54, text-to-image',
			method: 'POST',
			path: '/hf-inference/models/black-forest-labs/FLUX.1-schnell',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				inputs: 'A harbour before dawn',
				parameters: { width: 1024, height: 1024, seed: 7 },
			},
		},
		refusals: [
			// It runs the model that was asked for, and checks no content.
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS.filter(({ scenario }) => scenario !== 'moderation'),
			refusal('model_not_accessible', 'model_unknown', 'no'),
			refusal('organisation_unverified', 'provider_key_wrong', 'no'),
		],
	},
}));
