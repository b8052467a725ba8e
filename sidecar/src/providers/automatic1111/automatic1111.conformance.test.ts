import { afterAll } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import { emulatedWorld } from '../emulated-world.conformance.ts';
import { describeImageProvider } from '../image-provider.conformance.ts';
import { REFUSALS_OF_OWN_MACHINES } from '../refusals.conformance.ts';
import { createAutomatic1111Provider } from './automatic1111-provider.ts';

const AUTH = 'limner:conformance-0123456789';
const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());

describeImageProvider('automatic1111', () => ({
	createProvider: (options = {}) =>
		createAutomatic1111Provider({
			auth: AUTH,
			baseUrl: options.baseUrl ?? emulator.baseUrl('automatic1111'),
			checkpoint: null,
			timeoutSeconds: options.timeoutSeconds,
		}),
	model: 'sdxl',
	width: 1152,
	height: 896,
	takesReferences: false,
	streamsPartialImages: false,
	negativePromptOf: (body) => body['negative_prompt'],
	seedOf: (body) => body['seed'],
	operations: [
		{ operation: 'edit', model: 'sdxl', width: 1152, height: 896 },
		{ operation: 'edit_with_mask', model: 'sdxl', width: 1152, height: 896 },
		{ operation: 'variations', model: 'sd15', width: 768, height: 512 },
		{ operation: 'upscale', model: 'upscaler', width: 1600, height: 1200 },
	],
	remote: {
		world: emulatedWorld(emulator),
		apiKey: Buffer.from(AUTH).toString('base64'),
		documented: {
			source: 'AUTOMATIC1111/stable-diffusion-webui 1.10, modules/api/models.py, txt2img',
			method: 'POST',
			path: '/sdapi/v1/txt2img',
			headers: { authorization: 'Basic <key>', 'content-type': 'application/json' },
			body: {
				prompt: 'A harbour before dawn',
				negative_prompt: '',
				width: 1152,
				height: 896,
				seed: 7,
				steps: 15,
				sampler_name: 'DPM++ 2M',
				cfg_scale: 7,
				batch_size: 1,
				n_iter: 1,
				send_images: true,
				save_images: false,
				force_task_id: 'task(limner-ccccccccccccccc)',
			},
		},
		refusals: REFUSALS_OF_OWN_MACHINES,
	},
}));
