import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Client } from 'wavespeed';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const client = new Client('the-key', { baseUrl: emulator.baseUrl('wavespeed'), maxConnectionRetries: 0 });
const quick = { pollInterval: 0.05, timeout: 20 };

test("WaveSpeed's own client makes an image through the emulator", async () => {
	emulator.setScenario('slow', { latency: 300 });
	const input = { prompt: 'A harbour', size: '1024*768', seed: 7, output_format: 'png' };
	const { outputs } = await client.run('wavespeed-ai/qwen-image/text-to-image', input, quick);
	const bytes = await (await fetch(String(outputs[0]))).arrayBuffer();
	expect(await sharp(bytes).metadata()).toMatchObject({ width: 1024, height: 768, format: 'png' });
	expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([20_000]);
});

test('what it uploads can be edited', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'limner-wavespeed-'));
	try {
		const file = join(folder, 'picture.png');
		const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } });
		await writeFile(file, await picture.png().toBuffer());
		const image = await client.upload(file);
		const input = { prompt: 'Make it blue', image };
		expect((await client.run('wavespeed-ai/qwen-image/edit', input, quick)).outputs).toHaveLength(1);
	} finally {
		await rm(folder, { recursive: true });
	}
});

test.each([
	['task_failed', 'An internal error occurred'],
	['moderation_in_result', 'sensitive'],
	['quota', 'Insufficient credits'],
] as const)('%s is a failure to it too', async (scenario, words) => {
	emulator.setScenario(scenario);
	const call = client.run('wavespeed-ai/qwen-image/text-to-image', { prompt: 'A harbour' }, quick);
	await expect(call).rejects.toThrow(words);
});

test.each([
	['an input that the model has not', { prompt: 'A harbour', negative_prompt: 'fog' }],
	['a size that it does not make', { prompt: 'A harbour', size: '2048*2048' }],
	['no words', {}],
])('%s is refused', async (_, input) => {
	const call = client.run('wavespeed-ai/qwen-image/text-to-image', input, quick);
	await expect(call).rejects.toThrow('HTTP 400');
	expect(emulator.charges()).toEqual([]);
});
