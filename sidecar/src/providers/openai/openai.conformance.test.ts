import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_SYNCHRONOUS_PROVIDERS } from '../refusals.conformance.ts';
import { createOpenAiProvider } from './openai-provider.ts';

const OPERATIONS = [
	'edit',
	'edit_with_mask',
	'outpaint',
	'style_transfer',
	'variations',
	'character_reference',
	'translate_text',
] as const;
const API_KEY = 'sk-conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('openai', () => ({
	createProvider: (options = {}) =>
		createOpenAiProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.openaiBaseUrl,
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'gpt-image-2.5-flare',
	width: 1024,
	height: 768,
	takesReferences: true,
	streamsPartialImages: true,
	operations: OPERATIONS.map((operation) => ({
		operation,
		model: 'gpt-image-2.5-flare',
		width: 1024,
		height: 768,
	})),
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source: 'openai 7.55.0, resources/images.d.ts, ImageGenerateParamsBase',
			method: 'POST',
			path: '/v1/images/generations',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				model: 'gpt-image-2.5-flare',
				prompt: 'A harbour before dawn',
				size: '1024x768',
				quality: 'low',
				background: 'opaque',
				output_format: 'png',
				moderation: 'auto',
			},
		},
		refusals: [
			...REFUSALS_OF_SYNCHRONOUS_PROVIDERS,
			refusal('billing_limit', 'provider_quota', 'no'),
			refusal('organisation_unverified', 'organisation_unverified', 'no'),
			refusal('region_unsupported', 'provider_rejected_request', 'no'),
			refusal('model_not_accessible', 'model_unknown', 'no'),
			refusal('rate_limited_headers', 'provider_rate_limited', 'no', true),
		],
	},
}));
