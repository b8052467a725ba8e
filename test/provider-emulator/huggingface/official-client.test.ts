import { InferenceClient } from '@huggingface/inference';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

/** The client knows two hosts; both are the emulator here. */
const throughEmulator: typeof fetch = (input, init) => {
	const url = new URL(String(input));
	expect(['huggingface.co', 'router.huggingface.co']).toContain(url.host);
	return fetch(`${emulator.baseUrl('huggingface')}${url.pathname}${url.search}`, init);
};
const client = new InferenceClient('hf_test', { fetch: throughEmulator, retry_on_error: false });

test('@huggingface/inference makes an image through the emulator', async () => {
	const image = await client.textToImage(
		{
			provider: 'hf-inference',
			model: 'black-forest-labs/FLUX.1-schnell',
			inputs: 'A harbour before dawn',
			parameters: { width: 768, height: 512, seed: 7 },
		},
		{ outputType: 'blob' },
	);
	const { width, height } = await sharp(await image.arrayBuffer()).metadata();
	expect({ width, height }).toEqual({ width: 768, height: 512 });
	expect(emulator.charges()).toMatchObject([{ cost_microdollars: 480 }]);
});

test('@huggingface/inference edits an image through the emulator', async () => {
	const source = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } })
		.png()
		.toBuffer();
	const image = await client.imageToImage({
		provider: 'hf-inference',
		model: 'black-forest-labs/FLUX.1-Kontext-dev',
		inputs: new Blob([new Uint8Array(source)], { type: 'image/png' }),
		parameters: { prompt: 'Make it night', target_size: { width: 512, height: 512 } },
	});
	expect((await sharp(await image.arrayBuffer()).metadata()).width).toBe(512);
	const order = emulator.requests().find(({ scenario }) => scenario !== null);
	expect(order?.body).toMatchObject({
		inputs: source.toString('base64'),
		parameters: { prompt: 'Make it night' },
	});
});

test('it sees a refusal as one', async () => {
	emulator.setScenario('quota');
	const order = {
		provider: 'hf-inference',
		model: 'black-forest-labs/FLUX.1-dev',
		inputs: 'A harbour',
	} as const;
	await expect(client.textToImage(order)).rejects.toMatchObject({ httpResponse: { status: 402 } });
});
