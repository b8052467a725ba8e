import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startProviderEmulator } from '../../../../test/provider-emulator/start-provider-emulator.ts';
import type { ImageCallContext, ImageRequest } from '../image-provider.ts';
import { createAutomatic1111Provider, type Automatic1111ProviderOptions } from './automatic1111-provider.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const REQUEST: ImageRequest = {
	operation: 'generate',
	model: 'sdxl',
	prompt: 'A harbour before dawn',
	width: 1024,
	height: 1024,
	quality: 'low',
	source: null,
	mask: null,
	references: [],
	seed: 7,
	partialImages: 0,
	card: { title: '', kicker: '', language: '', palette: [], imageType: '' },
};

function make(
	request: Partial<ImageRequest> = {},
	context: Partial<ImageCallContext> = {},
	options: Partial<Automatic1111ProviderOptions> = {},
) {
	const baseUrl = emulator.baseUrl('automatic1111');
	const provider = createAutomatic1111Provider({ auth: '', baseUrl, checkpoint: null, ...options });
	return provider.makeImage(
		{ ...REQUEST, ...request },
		{
			signal: new AbortController().signal,
			callKey: 'c'.repeat(64),
			remoteId: null,
			onSubmitted: () => Promise.resolve(),
			onPartialImage: () => undefined,
			...context,
		},
	);
}

const order = () => emulator.requests().find(({ scenario }) => scenario !== null);
const paths = () => emulator.requests().map(({ path }) => path.replace('/automatic1111', ''));

describe('on the way', () => {
	test('says how far it is, and asks for no picture where none is wanted', async () => {
		emulator.setScenario('slow', { latency: 2200 });
		const fractions: number[] = [];
		await make({}, { onProgress: (fraction) => void fractions.push(fraction) });
		expect(fractions.length).toBeGreaterThan(1);
		expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
		const asked = paths().filter((path) => path.startsWith('/sdapi/v1/progress'));
		expect(new Set(asked)).toEqual(new Set(['/sdapi/v1/progress?skip_current_image=true']));
	});

	test('hands over as many partial images as were asked for, and no more', async () => {
		emulator.setScenario('slow', { latency: 4000 });
		const partial: Uint8Array[] = [];
		await make({ partialImages: 2 }, { onPartialImage: (bytes) => void partial.push(bytes) });
		expect(partial).toHaveLength(2);
		for (const bytes of partial) expect((await sharp(bytes).metadata()).width).toBe(1024);
		expect(Buffer.from(partial[0] ?? []).equals(Buffer.from(partial[1] ?? []))).toBe(false);
	});

	test('costs nothing and keeps seed and checkpoint for the record', async () => {
		expect(await make()).toMatchObject({
			seed: 7,
			costMicrodollars: 0,
			usage: { checkpoint: 'sdxl_juggernautXL_v9' },
		});
	});
});

describe('cancelling', () => {
	async function cancelled(others: Promise<unknown>[] = []) {
		const leaving = new AbortController();
		const call = make({}, { signal: leaving.signal, callKey: 'd'.repeat(64) });
		await expect.poll(() => emulator.tasks()).toHaveLength(others.length + 1);
		leaving.abort();
		await expect(call).rejects.toMatchObject({ code: 'cancelled', charged: 'no', retryable: false });
	}

	test('interrupts the web UI', async () => {
		emulator.setScenario('slow', { latency: 20_000 });
		await cancelled();
		expect(emulator.tasks().map((task) => task.cancelled)).toEqual([true]);
	});

	test('leaves alone what somebody else is having made', async () => {
		emulator.setScenario('slow', { latency: 1500 });
		const first = make();
		await expect.poll(() => emulator.tasks()).toHaveLength(1);
		await cancelled([first]);
		expect(emulator.tasks().map((task) => task.cancelled)).toEqual([false, false]);
		expect(paths()).not.toContain('/sdapi/v1/interrupt');
		await first;
	});

	test('interrupts as well when its own time runs out', async () => {
		emulator.setScenario('slow', { latency: 20_000 });
		await expect(make({}, {}, { timeoutSeconds: 0.3 })).rejects.toMatchObject({ code: 'provider_timeout' });
		expect(emulator.tasks().map((task) => task.cancelled)).toEqual([true]);
	});
});

describe('a mask', () => {
	const grey = { r: 50, g: 110, b: 80 };
	const source = () =>
		sharp({ create: { width: 1024, height: 1024, channels: 3, background: grey } })
			.png()
			.toBuffer();

	test('changes what is transparent and nothing else', async () => {
		const left = { create: { width: 512, height: 1024, channels: 4, background: '#000f' } } as const;
		const mask = await sharp({ create: { ...left.create, width: 1024, background: '#0000' } })
			.composite([{ input: await sharp(left).png().toBuffer(), left: 0, top: 0 }])
			.png()
			.toBuffer();
		const { bytes } = await make({ operation: 'edit_with_mask', source: await source(), mask });
		const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
		const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3).subarray(0, 3)];
		expect(at(100, 500)).toEqual([50, 110, 80]);
		expect(at(900, 500)).not.toEqual([50, 110, 80]);
	});

	test('without transparency is refused before anything is sent', async () => {
		const edit = { operation: 'edit_with_mask', source: await source(), mask: await source() } as const;
		await expect(make(edit)).rejects.toMatchObject({ code: 'image_unreadable', charged: 'no' });
		expect(emulator.requests()).toEqual([]);
	});
});

describe('settings', () => {
	test('of a diffusion sampler come before those of the family', async () => {
		const extra = { restore_faces: true, prompt: 'something else', batch_size: 4 };
		const diffusion = { steps: 31, guidanceScale: 5.5, sampler: 'Euler a', scheduler: 'Karras', extra };
		await make({ diffusion });
		expect(order()?.body).toMatchObject({
			steps: 31,
			cfg_scale: 5.5,
			sampler_name: 'Euler a',
			scheduler: 'Karras',
			restore_faces: true,
			prompt: 'A harbour before dawn',
			batch_size: 1,
		});
	});

	test('of FLUX are those of Forge', async () => {
		await make({ model: 'flux' });
		expect(order()?.body).toMatchObject({ cfg_scale: 1, distilled_cfg_scale: 3.5, scheduler: 'Simple' });
	});

	test('say how far an edit goes from its source', async () => {
		const source = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#375' } })
			.png()
			.toBuffer();
		await make({ operation: 'edit', source, diffusion: { strength: 0.35 } });
		expect(order()?.body).toMatchObject({ denoising_strength: 0.35 });
	});
});

describe('a checkpoint', () => {
	test.each(['juggernautXL_v9.safetensors', 'sdxl_juggernautXL_v9', 'c9e3e68f89'])(
		'%s is found among those of the web UI, and sent',
		async (checkpoint) => {
			await make({}, {}, { checkpoint });
			expect(order()?.body).toMatchObject({ override_settings: { sd_model_checkpoint: checkpoint } });
		},
	);

	test('that is not there is refused, with those that are', async () => {
		const refused = make({}, {}, { checkpoint: 'dreamshaper.safetensors' });
		await expect(refused).rejects.toMatchObject({
			code: 'model_unknown',
			subject: 'dreamshaper.safetensors',
			charged: 'no',
		});
		await expect(refused).rejects.toThrow(/juggernautXL_v9/);
		expect(order()).toBeUndefined();
	});
});

test('a web UI without its API says what to do', async () => {
	const refused = make({}, {}, { baseUrl: emulator.baseUrl('automatic1111/gradio') });
	await expect(refused).rejects.toMatchObject({ code: 'provider_rejected_request', charged: 'no' });
	await expect(refused).rejects.toThrow(/--api/);
});

test('a sampler that is not there is refused in its own words', async () => {
	const refused = make({ diffusion: { sampler: 'Heun 9000' } });
	await expect(refused).rejects.toMatchObject({ code: 'provider_rejected_request', charged: 'no' });
	await expect(refused).rejects.toThrow(/Sampler not found/);
});

test('a web UI without a password is sent none', async () => {
	await make();
	expect(order()?.headers).not.toHaveProperty('authorization');
});
