import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#375' } })
	.png()
	.toBuffer();

/** Values that are an empty string are files. */
async function post(path: string, fields: Record<string, string>, accept = 'application/json') {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value === '') form.append(name, new Blob([new Uint8Array(png)], { type: 'image/png' }), 'a.png');
		else form.append(name, value);
	}
	return fetch(`${emulator.baseUrl('stability')}/v2beta/stable-image/${path}`, {
		method: 'POST',
		headers: { authorization: 'Bearer sk-test', accept },
		body: form,
	});
}

describe('how large the result is', () => {
	test.each([
		['generate/core', { prompt: 'A', aspect_ratio: '21:9' }, 1536, 640, 30_000],
		['edit/outpaint', { image: '', left: '10', down: '6' }, 74, 54, 40_000],
		['upscale/fast', { image: '' }, 256, 192, 20_000],
		['edit/remove-background', { image: '' }, 64, 48, 50_000],
	])('%s', async (path, fields, width, height, cost) => {
		const answer = (await (await post(path, fields)).json()) as { image: string };
		expect(await sharp(Buffer.from(answer.image, 'base64')).metadata()).toMatchObject({ width, height });
		expect(emulator.charges().map((charge) => charge.cost_microdollars)).toEqual([cost]);
	});
});

test('with accept: image/* the bytes come, and the rest as headers', async () => {
	const answer = await post('generate/core', { prompt: 'A', seed: '5' }, 'image/*');
	expect(answer.headers.get('finish-reason')).toBe('SUCCESS');
	expect(answer.headers.get('seed')).toBe('5');
	expect((await sharp(await answer.arrayBuffer()).metadata()).width).toBe(1024);
});

describe('what it refuses, unbilled', () => {
	test.each([
		['no prompt', 'generate/core', {}, 'prompt: is required'],
		[
			'a field of another endpoint',
			'generate/core',
			{ prompt: 'A', cfg_scale: '4' },
			'cfg_scale: is not expected',
		],
		[
			'a ratio that it does not make',
			'generate/ultra',
			{ prompt: 'A', aspect_ratio: '4:3' },
			'aspect_ratio: is not valid',
		],
		['a seed beyond the last', 'generate/core', { prompt: 'A', seed: '4294967295' }, 'seed: is not valid'],
		['no image', 'edit/inpaint', { prompt: 'A' }, 'image: is required'],
		['nothing to grow', 'edit/outpaint', { image: '' }, 'left: one side has to grow'],
		['a source without a strength', 'generate/ultra', { prompt: 'A', image: '' }, 'strength: is required'],
	])('%s', async (_, path, fields: Record<string, string>, fault) => {
		const answer = await post(path, fields);
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ name: 'bad_request', errors: [fault] });
		expect(emulator.charges()).toEqual([]);
	});
});
