import Replicate from 'replicate';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const client = new Replicate({
	auth: 'r8_test',
	baseUrl: `${emulator.baseUrl('replicate')}/v1`,
	useFileOutput: false,
});
const model = 'black-forest-labs/flux-2-pro';
const input = { prompt: 'A harbour', aspect_ratio: 'custom', width: 1024, height: 768, output_format: 'png' };

test("Replicate's own client makes an image through the emulator", async () => {
	emulator.setScenario('slow', { latency: 300 });
	const seen: string[] = [];
	const output = await client.run(model, { input, wait: { mode: 'poll', interval: 50 } }, ({ status }) => {
		seen.push(status);
	});
	const bytes = await (await fetch(String(output))).arrayBuffer();
	expect(await sharp(bytes).metadata()).toMatchObject({ width: 1024, height: 768, format: 'png' });
	expect(seen[0]).toBe('starting');
	expect(seen).toContain('processing');
	expect(seen.at(-1)).toBe('succeeded');
	expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([30_000]);
});

test('its own cancel stops a prediction, and its own upload gives an address', async () => {
	emulator.setScenario('slow', { latency: 20_000 });
	const { id } = await client.predictions.create({ model, input });
	expect((await client.predictions.cancel(id)).status).toBe('canceled');
	const file = await client.files.create(new Blob(['picture'], { type: 'image/png' }));
	expect(file.urls.get).toContain(file.id);
});

test('a failed prediction is a failure to it too', async () => {
	emulator.setScenario('moderation_in_result');
	const call = client.run(model, { input, wait: { mode: 'poll', interval: 20 } });
	await expect(call).rejects.toThrow('flagged as sensitive');
});

test.each([
	['an input that the model has not', { ...input, negative_prompt: 'fog' }],
	['a size that it does not make', { ...input, width: 4096 }],
	['no words', { aspect_ratio: '1:1' }],
])('%s is refused', async (_, wrong) => {
	await expect(client.predictions.create({ model, input: wrong })).rejects.toThrow('422');
	expect(emulator.charges()).toEqual([]);
});
