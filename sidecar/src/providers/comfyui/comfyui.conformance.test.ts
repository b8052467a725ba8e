import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import type { ProviderUnderTest } from '../provider-under-test.conformance.ts';
import { refusal, REFUSALS_OF_OWN_MACHINES } from '../refusals.conformance.ts';
import { BUILT_IN_WORKFLOWS } from './built-in-workflows.ts';
import type { Workflow } from './workflow.ts';
import { createComfyUiProvider } from './comfyui-provider.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const CHECKPOINT = 'sd_xl_base_1.0.safetensors';

/** An input of a node, in the body of POST /prompt. */
function inputOf(body: Record<string, unknown>, node: string, name: string): unknown {
	const workflow = body['prompt'] as Record<string, { inputs: Record<string, unknown> }> | undefined;
	return workflow?.[node]?.inputs[name];
}

const creatorWith =
	(workflow: Workflow | null): ProviderUnderTest['createProvider'] =>
	(options = {}) =>
		createComfyUiProvider({
			baseUrl: options.baseUrl ?? emulator.baseUrl('comfyui'),
			workflow,
			checkpoint: CHECKPOINT,
			timeoutSeconds: options.timeoutSeconds,
		});

/** Workflows that a site could have: from a source, from a reference in its place, and from both. */
const edit = BUILT_IN_WORKFLOWS['sdxl']?.['edit'] ?? {};
const fromSource = creatorWith(edit);
const fromReference = creatorWith({
	...edit,
	source: { class_type: 'LoadImage', inputs: { image: '{{reference_1}}' } },
});
const fromBoth = creatorWith({
	...edit,
	reference: { class_type: 'LoadImage', inputs: { image: '{{reference_1}}' } },
	mask: { class_type: 'ImageToMask', inputs: { image: ['reference', 0], channel: 'red' } },
	save: { class_type: 'SaveImage', inputs: { filename_prefix: 'limner', images: ['composite', 0] } },
	composite: {
		class_type: 'ImageCompositeMasked',
		inputs: {
			destination: ['scaled', 0],
			source: ['decode', 0],
			x: 0,
			y: 0,
			resize_source: false,
			mask: ['mask', 0],
		},
	},
});
const own = { model: 'workflow', width: 1152, height: 896 };

describeImageProvider('comfyui', () => ({
	createProvider: creatorWith(null),
	model: 'sdxl',
	width: 1152,
	height: 896,
	takesReferences: false,
	streamsPartialImages: false,
	resumes: true,
	reportsProgress: true,
	negativePromptOf: (body) => inputOf(body, 'negative', 'text'),
	seedOf: (body) => inputOf(body, 'sample', 'seed'),
	operations: [
		{ operation: 'edit', model: 'sdxl', width: 1152, height: 896 },
		{ operation: 'edit_with_mask', model: 'sdxl', width: 1152, height: 896 },
		{ operation: 'variations', model: 'flux', width: 1152, height: 896 },
		{ ...own, operation: 'generate_with_references', createProvider: fromReference },
		{ ...own, operation: 'outpaint', createProvider: fromSource },
		{ ...own, operation: 'upscale', createProvider: fromSource },
		{ ...own, operation: 'remove_background', createProvider: fromSource },
		{ ...own, operation: 'style_transfer', createProvider: fromBoth },
		{ ...own, operation: 'character_reference', createProvider: fromBoth },
		{ ...own, operation: 'face_swap', createProvider: fromBoth },
	],
	remote: {
		world: emulatedWorld(emulator),
		// It takes none; nothing that is said may look like one.
		apiKey: 'sk-never-sent',
		documented: {
			source:
				'Comfy-Org/ComfyUI 0.38.1, server.py post_prompt; script_examples/websockets_api_example.py for the workflow',
			method: 'POST',
			path: '/prompt',
			headers: { 'content-type': 'application/json' },
			body: {
				client_id: 'cccccccc-cccc-cccc-cccc-cccccccccccc',
				prompt_id: 'cccccccc-cccc-cccc-cccc-cccccccccccc',
				prompt: {
					checkpoint: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: CHECKPOINT } },
					positive: {
						class_type: 'CLIPTextEncode',
						inputs: { text: 'A harbour before dawn', clip: ['checkpoint', 1] },
					},
					negative: { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['checkpoint', 1] } },
					latent: { class_type: 'EmptyLatentImage', inputs: { width: 1152, height: 896, batch_size: 1 } },
					sample: {
						class_type: 'KSampler',
						inputs: {
							model: ['checkpoint', 0],
							positive: ['positive', 0],
							negative: ['negative', 0],
							latent_image: ['latent', 0],
							seed: 7,
							steps: 15,
							cfg: 7,
							sampler_name: 'dpmpp_2m',
							scheduler: 'karras',
							denoise: 1,
						},
					},
					decode: { class_type: 'VAEDecode', inputs: { samples: ['sample', 0], vae: ['checkpoint', 2] } },
					save: { class_type: 'SaveImage', inputs: { filename_prefix: 'limner', images: ['decode', 0] } },
				},
			},
		},
		refusals: [
			...REFUSALS_OF_OWN_MACHINES,
			refusal('task_lost', 'provider_unavailable', 'no', true),
			// The same workflow fails in the same way again; a GPU without memory is another matter.
			refusal('task_failed', 'provider_rejected_request', 'no'),
			refusal('expired_url', 'provider_answer_unreadable', 'no'),
		],
	},
}));
