import { createBlackForestLabs } from '@ai-sdk/black-forest-labs';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const baseURL = `${emulator.baseUrl('bfl')}/v1`;

describe('a client of somebody else', () => {
	test('makes an image and reads what it costs', async () => {
		const model = createBlackForestLabs({ apiKey: 'bfl_test', baseURL }).image('flux-2-pro');
		const { images, providerMetadata } = await model.doGenerate({
			prompt: 'A harbour before dawn',
			n: 1,
			size: undefined,
			aspectRatio: undefined,
			seed: 7,
			files: undefined,
			mask: undefined,
			providerOptions: { blackForestLabs: { width: 1440, height: 816, outputFormat: 'png' } },
		});
		const [image] = images;
		const { width, height } = await sharp(Buffer.from(image as Uint8Array)).metadata();
		expect({ width, height }).toEqual({ width: 1440, height: 816 });
		expect(providerMetadata?.['blackForestLabs']).toMatchObject({ images: [{ cost: 4.5 }] });
		expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([45_000]);
	});
});

async function post(model: string, body: unknown): Promise<{ status: number; body: unknown }> {
	const response = await fetch(`${baseURL}/${model}`, {
		method: 'POST',
		headers: { 'x-key': 'bfl_test', 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return { status: response.status, body: await response.json() };
}

describe('what it refuses, unbilled', () => {
	test.each([
		['no prompt', 'flux-2-pro', { width: 1024 }, 422, 'prompt'],
		['a field of another model', 'flux-2-pro', { prompt: 'A', steps: 20 }, 422, 'steps'],
		['a fifth image', 'flux-2-klein-4b', { prompt: 'A', input_image_5: 'x' }, 422, 'input_image_5'],
		['a ratio beyond 21:9', 'flux-kontext-pro', { prompt: 'A', aspect_ratio: '3:1' }, 422, 'aspect_ratio'],
		['a side that is no multiple', 'flux-pro-1.1', { prompt: 'A', width: 1000 }, 422, 'width'],
		['too much guidance', 'flux-2-flex', { prompt: 'A', guidance: 11 }, 422, 'guidance'],
	])('%s', async (_, model, body, status, field) => {
		const answer = await post(model, body);
		expect(answer.status).toBe(status);
		expect(answer.body).toMatchObject({ detail: [{ loc: ['body', field] }] });
		expect(emulator.charges()).toEqual([]);
	});

	test('an endpoint that is not there', async () => {
		expect(await post('flux-9', { prompt: 'A' })).toEqual({ status: 404, body: { detail: 'Not Found' } });
	});
});
