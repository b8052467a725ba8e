import { afterAll, expect, test } from 'vitest';
import { documentedInputs } from '../../../../test/provider-emulator/wavespeed/wavespeed-order.ts';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { WAVESPEED_MODELS } from '../../models/tables/wavespeed-models.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { CONFORMANCE_REQUEST, describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_POLLED_PROVIDERS } from '../refusals.conformance.ts';
import { formOf } from './wavespeed-forms.ts';
import { createWaveSpeedProvider } from './wavespeed-provider.ts';

const API_KEY = 'wavespeed-conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('wavespeed', () => ({
	createProvider: (options = {}) =>
		createWaveSpeedProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.baseUrl('wavespeed'),
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'wavespeed-ai/qwen-image/text-to-image',
	width: 1024,
	height: 768,
	takesReferences: false,
	streamsPartialImages: false,
	seedOf: (body) => body['seed'],
	operations: [
		{ operation: 'generate', model: 'ideogram-ai/ideogram-v3-turbo', width: 1344, height: 768 },
		{ operation: 'generate', model: 'google/nano-banana-2.1/text-to-image', width: 1376, height: 768 },
		{ operation: 'generate_with_references', model: 'google/nano-banana-pro/edit', width: 1376, height: 768 },
		{ operation: 'edit', model: 'wavespeed-ai/qwen-image/edit', width: 1024, height: 768 },
		{ operation: 'edit', model: 'wavespeed-ai/flux-kontext-pro', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'wavespeed-ai/flux-fill-dev', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'ideogram-ai/ideogram-v3-turbo', width: 1344, height: 768 },
		{ operation: 'outpaint', model: 'wavespeed-ai/image-zoom-out', width: 1024, height: 768 },
		{ operation: 'style_transfer', model: 'google/nano-banana/edit', width: 1376, height: 768 },
		{ operation: 'upscale', model: 'wavespeed-ai/image-upscaler', width: 3840, height: 2160 },
		{
			operation: 'remove_background',
			model: 'wavespeed-ai/image-background-remover',
			width: 1024,
			height: 768,
		},
		{ operation: 'variations', model: 'wavespeed-ai/flux-redux-pro', width: 1024, height: 768 },
		{ operation: 'character_reference', model: 'bytedance/uso', width: 1024, height: 768 },
		{ operation: 'face_swap', model: 'wavespeed-ai/image-face-swap-pro', width: 1024, height: 768 },
		{ operation: 'translate_text', model: 'alibaba/qwen-image/translate', width: 1024, height: 768 },
		{ operation: 'image_to_3d', model: 'wavespeed-ai/hunyuan3d/v2.1', width: 1024, height: 1024 },
		{ operation: 'image_to_video', model: 'wavespeed-ai/wan-2.2/i2v-720p', width: 1280, height: 720 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'wavespeed.ai/docs/docs-api/wavespeed-ai/qwen-image-text-to-image; wavespeed 0.3.2, dist/api/client.js',
			method: 'POST',
			path: '/api/v3/wavespeed-ai/qwen-image/text-to-image',
			headers: { authorization: 'Bearer <key>', 'content-type': 'application/json' },
			body: {
				prompt: CONFORMANCE_REQUEST.prompt,
				size: '1024*768',
				seed: CONFORMANCE_REQUEST.seed,
				output_format: 'png',
			},
		},
		refusals: REFUSALS_OF_POLLED_PROVIDERS,
	},
}));

test('has forty models and more, a dozen and more of them for pictures that are there already', () => {
	expect(WAVESPEED_MODELS.length).toBeGreaterThanOrEqual(40);
	const editing = WAVESPEED_MODELS.filter(({ operations }) => !operations.includes('generate'));
	expect(editing.length).toBeGreaterThanOrEqual(12);
	expect(new Set(WAVESPEED_MODELS.map(({ name }) => name)).size).toBe(WAVESPEED_MODELS.length);
});

test.each(WAVESPEED_MODELS)(
	'$name: what is sent is documented',
	({ name, takesSeed, takesNegativePrompt }) => {
		const documented = documentedInputs(name) ?? {};
		const form = formOf(name);
		const sent = [
			...(form.prompt === 'none' ? [] : ['prompt']),
			...(form.negativePrompt ? ['negative_prompt'] : []),
			...(form.seed ? ['seed'] : []),
			...(form.size === 'size' ? ['size'] : []),
			...(form.size.startsWith('aspect_ratio') ? ['aspect_ratio'] : []),
			...(form.images ? [form.images.field] : []),
			...[form.mask, form.reference, form.language?.field].filter((field) => field !== undefined),
			...Object.keys(form.fixed ?? {}),
		];
		expect(Object.keys(documented)).toEqual(expect.arrayContaining(sent));
		const required = Object.keys(documented).filter((field) => documented[field]?.required);
		expect(sent).toEqual(expect.arrayContaining(required));
		expect({ takesSeed, takesNegativePrompt }).toEqual({
			takesSeed: form.seed ?? false,
			takesNegativePrompt: form.negativePrompt ?? false,
		});
	},
);

test('reads what is left, in micro-dollars', async () => {
	const provider = createWaveSpeedProvider({ apiKey: API_KEY, baseUrl: emulator.baseUrl('wavespeed') });
	expect(await provider.readCredit?.(new AbortController().signal)).toBe(12_345_678);
});
