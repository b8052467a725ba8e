import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { refusal, REFUSALS_OF_OWN_MACHINES } from '../refusals.conformance.ts';
import { createComfyUiProvider } from './comfyui-provider.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

const CHECKPOINT = 'sd_xl_base_1.0.safetensors';

/** An input of a node, in the body of POST /prompt. */
function inputOf(body: Record<string, unknown>, node: string, name: string): unknown {
	const workflow = body['prompt'] as Record<string, { inputs: Record<string, unknown> }> | undefined;
	return workflow?.[node]?.inputs[name];
}

describeImageProvider('comfyui', () => ({
	createProvider: (options = {}) =>
		createComfyUiProvider({
			baseUrl: options.baseUrl ?? emulator.baseUrl('comfyui'),
			workflow: null,
			checkpoint: CHECKPOINT,
			timeoutSeconds: options.timeoutSeconds,
		}),
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
