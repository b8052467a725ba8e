import { Client } from '@stable-canvas/comfyui-client';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

/** The client knows no folder before the socket's path. */
class EmulatedSocket extends WebSocket {
	constructor(url: string) {
		super(url.replace('/ws?', '/comfyui/ws?'));
	}
}

const workflow = {
	'1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sd_xl_base_1.0.safetensors' } },
	'2': { class_type: 'CLIPTextEncode', inputs: { text: 'A harbour before dawn', clip: ['1', 1] } },
	'3': { class_type: 'CLIPTextEncode', inputs: { text: '', clip: ['1', 1] } },
	'4': { class_type: 'EmptyLatentImage', inputs: { width: 768, height: 512, batch_size: 1 } },
	'5': {
		class_type: 'KSampler',
		inputs: {
			model: ['1', 0],
			positive: ['2', 0],
			negative: ['3', 0],
			latent_image: ['4', 0],
			seed: 7,
			steps: 15,
			cfg: 7,
			sampler_name: 'euler',
			scheduler: 'normal',
			denoise: 1,
		},
	},
	'6': { class_type: 'VAEDecode', inputs: { samples: ['5', 0], vae: ['1', 2] } },
	'7': { class_type: 'SaveImage', inputs: { filename_prefix: 'client', images: ['6', 0] } },
};

test('@stable-canvas/comfyui-client makes an image through the emulator, and hears how far it is', async () => {
	emulator.setScenario('slow', { latency: 600 });
	const { host } = new URL(emulator.url);
	const client = new Client({ api_host: host, api_base: '/comfyui', fetch, WebSocket: EmulatedSocket });
	await client.connect();
	try {
		const progress: number[] = [];
		client.on('progress', ({ value, max }) => void progress.push(value / max));
		const { images } = await client.enqueue_polling(workflow, {
			disable_random_seed: true,
			polling_ms: 100,
		});
		const addresses = images.map((image) => (image.type === 'url' ? image.data : ''));
		const [saved = ''] = addresses.filter((address) => address.includes('type=output'));
		const { width, height } = await sharp(await (await fetch(saved)).arrayBuffer()).metadata();
		expect({ width, height }).toEqual({ width: 768, height: 512 });
		expect(progress.length).toBeGreaterThan(0);
	} finally {
		client.close();
	}
});
