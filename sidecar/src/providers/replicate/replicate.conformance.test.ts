import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { DOCUMENTED_INPUTS } from '../../../../test/provider-emulator/replicate/documented-inputs.ts';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { REPLICATE_MODELS } from '../../models/tables/replicate-models.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { CONFORMANCE_REQUEST, describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_POLLED_PROVIDERS } from '../refusals.conformance.ts';
import type { ImageRequest } from '../image-provider.ts';
import { formOf } from './replicate-forms.ts';
import { createReplicateProvider } from './replicate-provider.ts';

const API_KEY = 'r8_conformance0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
const baseUrl = `${emulator.baseUrl('replicate')}/v1`;

describeImageProvider('replicate', () => ({
	createProvider: (options = {}) =>
		createReplicateProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? baseUrl,
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'black-forest-labs/flux-2-pro',
	width: 1024,
	height: 768,
	takesReferences: true,
	streamsPartialImages: false,
	reportsProgress: true,
	seedOf: (body) => Object(body['input']).seed,
	operations: [
		{ operation: 'generate', model: 'ideogram-ai/ideogram-v3-turbo', width: 1344, height: 768 },
		{ operation: 'generate', model: 'bytedance/seedream-4.5', width: 2560, height: 1440 },
		{ operation: 'edit', model: 'black-forest-labs/flux-kontext-pro', width: 1344, height: 768 },
		{ operation: 'edit', model: 'qwen/qwen-image-edit-plus', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'black-forest-labs/flux-fill-pro', width: 1024, height: 768 },
		{ operation: 'outpaint', model: 'google/nano-banana-pro', width: 1376, height: 768 },
		{ operation: 'style_transfer', model: 'google/nano-banana', width: 1376, height: 768 },
		{ operation: 'character_reference', model: 'google/nano-banana-2', width: 1376, height: 768 },
		{ operation: 'variations', model: 'black-forest-labs/flux-kontext-pro', width: 1344, height: 768 },
		{ operation: 'translate_text', model: 'bytedance/seedream-4.5', width: 2560, height: 1440 },
		{ operation: 'upscale', model: 'recraft-ai/recraft-creative-upscale', width: 2048, height: 1536 },
		{
			operation: 'remove_background',
			model: 'lucataco/remove-bg:95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1',
			width: 1024,
			height: 768,
		},
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'replicate.com/docs/reference/http, models.predictions.create; replicate.com/black-forest-labs/flux-2-pro',
			method: 'POST',
			path: '/v1/models/black-forest-labs/flux-2-pro/predictions',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				input: {
					prompt: CONFORMANCE_REQUEST.prompt,
					aspect_ratio: 'custom',
					width: 1024,
					height: 768,
					seed: CONFORMANCE_REQUEST.seed,
					output_format: 'png',
				},
			},
		},
		refusals: REFUSALS_OF_POLLED_PROVIDERS,
	},
}));

beforeEach(() => emulator.reset());

test.each(REPLICATE_MODELS)(
	'$name: what is sent is documented',
	({ name, takesSeed, takesNegativePrompt }) => {
		const documented = DOCUMENTED_INPUTS[name.split(':')[0] ?? ''] ?? {};
		const form = formOf(name);
		const sent = [
			...(form.prompt === 'none' ? [] : ['prompt']),
			...(form.seed ? ['seed'] : []),
			...(form.size.endsWith('pixels') ? ['width', 'height'] : []),
			...(form.size.startsWith('aspect_ratio') ? ['aspect_ratio'] : []),
			...(form.size.endsWith('resolution') ? ['resolution'] : []),
			...[form.images?.field, form.mask].filter((field) => field !== undefined),
			...Object.keys(form.fixed ?? {}),
		];
		expect(Object.keys(documented)).toEqual(expect.arrayContaining(sent));
		const required = Object.keys(documented).filter((field) => documented[field]?.endsWith('!'));
		expect(sent).toEqual(expect.arrayContaining(required));
		expect({ takesSeed, takesNegativePrompt }).toEqual({
			takesSeed: form.seed ?? false,
			takesNegativePrompt: form.negativePrompt ?? false,
		});
	},
);

const request: ImageRequest = {
	operation: 'edit',
	model: 'black-forest-labs/flux-2-pro',
	prompt: 'Make it evening',
	width: 1024,
	height: 768,
	quality: 'auto',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: 'en', palette: [], imageType: '' },
};

const make = (changes: Partial<ImageRequest>) =>
	createReplicateProvider({ apiKey: API_KEY, baseUrl }).makeImage(
		{ ...request, ...changes },
		{
			signal: new AbortController().signal,
			callKey: 'call-1',
			remoteId: null,
			onSubmitted: () => Promise.resolve(),
			onPartialImage: () => undefined,
		},
	);

test('a small picture goes along, a large one is uploaded', async () => {
	const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
	const large = sharp({ create: { width: 512, height: 512, channels: 3, background: '#000', noise } });
	const small = sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } });
	await make({ source: await large.png().toBuffer(), references: [await small.png().toBuffer()] });
	const [upload, order] = emulator.requests();
	expect(upload?.path).toBe('/replicate/v1/files');
	expect(upload?.headers['content-type']).toContain('multipart/form-data');
	expect(order?.body).toMatchObject({
		input: {
			input_images: [
				expect.stringMatching(/^https:\/\/api\.replicate\.com\/v1\/files\//),
				expect.stringMatching(/^data:image\/png;base64,/),
			],
		},
	});
});

test('reads from the words of a rate limit when to come back', async () => {
	emulator.setScenario('rate_limited_headers', { retryAfter: 30 });
	await expect(make({ operation: 'generate' })).rejects.toMatchObject({
		code: 'provider_rate_limited',
		charged: 'no',
		retryAfterSeconds: 30,
	});
});
