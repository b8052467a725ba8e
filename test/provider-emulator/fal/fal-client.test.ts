import { createFalClient, type QueueStatus } from '@fal-ai/client';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

/** The client knows only fal's own addresses; the way there is bent to the emulator. */
const client = createFalClient({
	credentials: 'id:secret',
	fetch: (input, init) =>
		fetch(String(input).replace('https://queue.fal.run', emulator.baseUrl('fal')), init),
});

test("fal's own client makes an image through the emulator", async () => {
	emulator.setScenario('slow', { latency: 700 });
	const states: QueueStatus['status'][] = [];
	const { data } = await client.subscribe('fal-ai/flux-2-pro', {
		input: { prompt: 'A harbour', image_size: { width: 1024, height: 768 }, output_format: 'png' },
		pollInterval: 100,
		onQueueUpdate: ({ status }) => void states.push(status),
	});
	const [image] = data.images;
	const bytes = await (await fetch(image?.url ?? '')).arrayBuffer();
	expect(await sharp(bytes).metadata()).toMatchObject({ width: 1024, height: 768, format: 'png' });
	expect(states).toContain('IN_PROGRESS');
	expect(states.at(-1)).toBe('COMPLETED');
	expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([30_000]);
});

test('its own cancel stops a request', async () => {
	emulator.setScenario('slow', { latency: 20_000 });
	const input = { prompt: 'A harbour' };
	const { request_id: requestId } = await client.queue.submit('fal-ai/flux-2-pro', { input });
	await client.queue.cancel('fal-ai/flux-2-pro', { requestId });
	expect(emulator.tasks().map(({ cancelled }) => cancelled)).toEqual([true]);
});

test.each([
	['an input that the endpoint has not', { prompt: 'A harbour', negative_prompt: 'fog' }, 'extra_forbidden'],
	['a format that it does not make', { prompt: 'A harbour', output_format: 'webp' }, 'value_error'],
	['no words', {}, 'missing'],
])('%s is refused, and the client says so', async (_, input, type) => {
	const call = client.queue.submit('fal-ai/flux-2-pro', { input: input as { prompt: string } });
	await expect(call).rejects.toMatchObject({ status: 422, body: { detail: [{ type }] } });
	expect(emulator.charges()).toEqual([]);
});
