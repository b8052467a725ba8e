import { createRunware } from '@runware/ai-sdk-provider';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const baseURL = emulator.baseUrl('runware');
const TASK = '6f1f6c5e-7d0a-4b6e-9f53-0f7f4f6f0a11';

test("Runware's own package makes an image", async () => {
	const model = createRunware({ apiKey: 'runware-test', baseURL }).image('runware:400@3');
	const { images } = await model.doGenerate({
		prompt: 'A harbour before dawn',
		n: 1,
		size: '1024x768',
		aspectRatio: undefined,
		seed: 7,
		files: undefined,
		mask: undefined,
		providerOptions: {},
	});
	const [image] = images;
	const { width, height } = await sharp(Buffer.from(image as Uint8Array)).metadata();
	expect({ width, height }).toEqual({ width: 1024, height: 768 });
	expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([3120]);
});

async function post(...tasks: object[]): Promise<{ status: number; body: unknown }> {
	const response = await fetch(baseURL, {
		method: 'POST',
		headers: { authorization: 'Bearer runware-test', 'content-type': 'application/json' },
		body: JSON.stringify(tasks),
	});
	return { status: response.status, body: await response.json() };
}

const inference = {
	taskType: 'imageInference',
	taskUUID: TASK,
	model: 'runware:400@3',
	positivePrompt: 'A harbour',
	width: 1024,
	height: 768,
	deliveryMethod: 'async',
	includeCost: true,
};

test('a task is asked for by the name that its client gave it, and says what it cost', async () => {
	emulator.setScenario('slow', { latency: 150 });
	expect(await post(inference)).toEqual({
		status: 200,
		body: { data: [{ taskType: 'imageInference', taskUUID: TASK }] },
	});
	const ask = () => post({ taskType: 'getResponse', taskUUID: TASK });
	expect(await ask()).toMatchObject({ body: { data: [{ status: 'processing' }] } });
	await expect.poll(ask).toMatchObject({ body: { data: [{ status: 'success', cost: 0.00312 }] } });
});

describe('what it refuses, unbilled', () => {
	test.each([
		['a name that is no UUID', { ...inference, taskUUID: 'one' }, 'invalidTaskUUID'],
		['a model that is not there', { ...inference, model: 'runware:0@0' }, 'invalidModel'],
		['a task of another kind', { ...inference, taskType: 'upscale' }, 'invalidTaskType'],
		['no prompt', { ...inference, positivePrompt: undefined }, 'missingParameter'],
		['a side that is no multiple of 16', { ...inference, width: 1000 }, 'invalidParameter'],
		['a field of another model', { ...inference, upscaleFactor: 2 }, 'unsupportedParameter'],
	])('%s', async (_, task, code) => {
		expect(await post(task)).toMatchObject({ status: 400, body: { errors: [{ code }] } });
		expect(emulator.charges()).toEqual([]);
	});

	test('a task that nobody began', async () => {
		const answer = await post({ taskType: 'getResponse', taskUUID: TASK.replace('6', '7') });
		expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'taskFailedOrNotFound' }] } });
	});
});
