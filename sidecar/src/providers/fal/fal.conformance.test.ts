import { afterAll, expect, test } from 'vitest';
import { declaredInputs } from '../../../../test/provider-emulator/fal/read-input-types.ts';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { FAL_MODELS } from '../../models/tables/fal-models.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { CONFORMANCE_REQUEST, describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_POLLED_PROVIDERS } from '../refusals.conformance.ts';
import { endpointFor } from './fal-endpoints.ts';
import { createFalProvider } from './fal-provider.ts';

const API_KEY = 'fal-conformance-id:0123456789abcdef';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('fal', () => ({
	createProvider: (options = {}) =>
		createFalProvider({
			apiKey: API_KEY,
			baseUrl: options.baseUrl ?? emulator.baseUrl('fal'),
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'fal-ai/flux-2-pro',
	width: 1024,
	height: 768,
	takesReferences: true,
	streamsPartialImages: false,
	reportsProgress: true,
	seedOf: (body) => body['seed'],
	operations: [
		{ operation: 'edit', model: 'fal-ai/flux-2-pro', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'fal-ai/z-image/turbo', width: 1024, height: 768 },
		{ operation: 'edit_with_mask', model: 'fal-ai/flux-pro/v1/fill', width: 1024, height: 768 },
		{ operation: 'outpaint', model: 'fal-ai/ideogram/v3', width: 1344, height: 768 },
		{ operation: 'variations', model: 'fal-ai/ideogram/v3', width: 1344, height: 768 },
		{ operation: 'character_reference', model: 'fal-ai/ideogram/v3', width: 1344, height: 768 },
		{ operation: 'style_transfer', model: 'fal-ai/image-apps-v2/style-transfer', width: 1024, height: 768 },
		{ operation: 'translate_text', model: 'fal-ai/nano-banana-pro', width: 1376, height: 768 },
		{ operation: 'upscale', model: 'fal-ai/seedvr/upscale/image', width: 2048, height: 1536 },
		{ operation: 'remove_background', model: 'fal-ai/birefnet/v2', width: 1024, height: 768 },
		{ operation: 'image_to_3d', model: 'fal-ai/trellis-2', width: 1024, height: 1024 },
		{ operation: 'image_to_video', model: 'fal-ai/veo3.1/fast/image-to-video', width: 1280, height: 720 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: API_KEY,
		documented: {
			source:
				'@fal-ai/client 1.10.1, src/types/endpoints.d.ts, Flux2ProInput; fal.ai/docs/api-reference/inference-api',
			method: 'POST',
			path: '/fal-ai/flux-2-pro',
			headers: { authorization: 'Key <key>', 'content-type': 'application/json' },
			body: {
				prompt: CONFORMANCE_REQUEST.prompt,
				image_size: { width: 1024, height: 768 },
				seed: CONFORMANCE_REQUEST.seed,
				output_format: 'png',
			},
		},
		refusals: REFUSALS_OF_POLLED_PROVIDERS,
	},
}));

test.each(
	FAL_MODELS.flatMap(({ name, operations }) => operations.map((operation) => [name, operation] as const)),
)('%s: %s has an endpoint, and what is sent there is declared', (model, operation) => {
	const { path, form } = endpointFor(model, operation);
	const declared = declaredInputs(path) ?? [];
	const names = declared.map(({ name }) => name);
	expect(names).not.toEqual([]);
	const sent = [
		...(form.prompt === 'none' ? [] : ['prompt']),
		...(form.negativePrompt ? ['negative_prompt'] : []),
		...(form.seed ? ['seed'] : []),
		...(form.images ? [form.images.field] : []),
		...(form.mask ? [form.mask] : []),
		...(form.reference ? [form.reference] : []),
		...Object.keys(form.fixed ?? {}),
	];
	expect(names).toEqual(expect.arrayContaining(sent));
	expect(sent).toEqual(expect.arrayContaining(declared.flatMap((field) => requiredHere(field))));
});

/** Sizes are sent in a way of their own. */
function requiredHere({ name, required }: { name: string; required: boolean }): string[] {
	return required && name !== 'image_size' ? [name] : [];
}

test.each(FAL_MODELS.filter(({ operations }) => operations.includes('generate')))(
	'$name: the table and the form agree on seed and negative prompt',
	({ name, takesSeed, takesNegativePrompt }) => {
		const { form } = endpointFor(name, 'generate');
		expect({ seed: form.seed ?? false, negative: form.negativePrompt ?? false }).toEqual({
			seed: takesSeed,
			negative: takesNegativePrompt,
		});
	},
);
