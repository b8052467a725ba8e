import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { documentedParameters } from './openai/validate-image-request.ts';
import { startProviderEmulator } from './start-provider-emulator.ts';

const emulator = await startProviderEmulator({ port: 0 });
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const order = { model: 'gpt-image-2.5-flare', prompt: 'A harbour', size: '1024x1024' };

function generate(
	body: Record<string, unknown>,
	base = emulator.url,
	signal?: AbortSignal,
): Promise<Response> {
	return fetch(`${base}/v1/images/generations`, {
		method: 'POST',
		headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal,
	});
}

function edit(fields: Record<string, string>, image: Blob | null): Promise<Response> {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	if (image) form.append('image[]', image, 'reference.png');
	return fetch(`${emulator.url}/v1/images/edits`, {
		method: 'POST',
		headers: { authorization: 'Bearer sk-test' },
		body: form,
	});
}

describe('requests are held against the documented schema', () => {
	test('which is the one of the official client', async () => {
		const client = dirname(createRequire(import.meta.url).resolve('openai'));
		const types = await readFile(join(client, 'resources/images.d.ts'), 'utf8');
		for (const [kind, declaration] of [
			['generation', 'ImageGenerateParamsBase'],
			['edit', 'ImageEditParamsBase'],
		] as const) {
			const body = new RegExp(`interface ${declaration} \\{([\\s\\S]*?)\\n\\}`).exec(types)?.[1] ?? '';
			const names = [...body.matchAll(/^ {4}([a-z_]+)\??:/gm)].map((match) => match[1]);
			expect(names.length).toBeGreaterThan(10);
			expect([...documentedParameters(kind)].sort(), kind).toEqual(names.sort());
		}
	});

	test.each<[string, Record<string, unknown>, number, string, string | null]>([
		['an unknown parameter', { ...order, seed: 7 }, 400, 'unknown_parameter', 'seed'],
		['a legacy parameter', { ...order, style: 'vivid' }, 400, 'unknown_parameter', 'style'],
		['no prompt', { model: order.model }, 400, 'missing_required_parameter', 'prompt'],
		['a prompt that is too long', { ...order, prompt: 'x'.repeat(32_001) }, 400, 'invalid_value', 'prompt'],
		['a size that is no multiple of 16', { ...order, size: '1600x900' }, 400, 'invalid_value', 'size'],
		['too few pixels', { ...order, size: '512x512' }, 400, 'invalid_value', 'size'],
		['too many pixels', { ...order, size: '3840x3840' }, 400, 'invalid_value', 'size'],
		['too wide a ratio', { ...order, size: '3200x800' }, 400, 'invalid_value', 'size'],
		[
			'a size of other models',
			{ ...order, model: 'gpt-image-1.5', size: '1792x1008' },
			400,
			'invalid_value',
			'size',
		],
		[
			'a quality of other models',
			{ ...order, model: 'gpt-image-2', quality: 'max' },
			400,
			'invalid_value',
			'quality',
		],
		[
			'partial images without a stream',
			{ ...order, partial_images: 2 },
			400,
			'invalid_value',
			'partial_images',
		],
		[
			'four partial images',
			{ ...order, stream: true, partial_images: 4 },
			400,
			'invalid_value',
			'partial_images',
		],
		['an unknown model', { ...order, model: 'gpt-image-9' }, 404, 'model_not_found', null],
		['a retired model', { ...order, model: 'dall-e-3' }, 404, 'model_not_found', null],
	])('%s', async (_, body, status, code, param) => {
		const response = await generate(body);
		expect(response.status).toBe(status);
		expect(await response.json()).toMatchObject({ error: { code, param, type: 'invalid_request_error' } });
		expect(emulator.charges()).toEqual([]);
	});

	test('an edit needs an image, and takes no moderation', async () => {
		const png = new Blob([new Uint8Array(20)], { type: 'image/png' });
		expect((await edit(order, png)).status).toBe(200);
		expect((await edit(order, null)).status).toBe(400);
		expect((await edit({ ...order, moderation: 'low' }, png)).status).toBe(400);
		expect((await edit(order, new Blob(['x'], { type: 'text/plain' }))).status).toBe(400);
	});

	test('nobody without a key', async () => {
		const response = await fetch(`${emulator.url}/v1/images/generations`, { method: 'POST', body: '{}' });
		expect(response.status).toBe(401);
	});
});

describe('scenarios', () => {
	test('hold for so many requests and then it is ok again', async () => {
		emulator.setScenario('server_error', { times: 2 });
		const statuses = [await generate(order), await generate(order), await generate(order)].map(
			({ status }) => status,
		);
		expect(statuses).toEqual([500, 500, 200]);
	});

	test('can fail the third', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 2 },
			{ name: 'moderation', times: 1 },
		]);
		const statuses: number[] = [];
		for (let count = 0; count < 4; count++) statuses.push((await generate(order)).status);
		expect(statuses).toEqual([200, 200, 400, 200]);
	});

	test('are about one endpoint, and one provider', async () => {
		emulator.setSteps([
			{ name: 'server_error', endpoint: 'chat' },
			{ name: 'quota', provider: 'another' },
		]);
		expect((await generate(order)).status).toBe(200);
	});

	test('do not look at the prompt', async () => {
		expect((await generate({ ...order, prompt: 'moderation server_error hang' })).status).toBe(200);
	});

	test('are set over HTTP, and a wrong name is answered with the right ones', async () => {
		const set = (body: unknown) =>
			fetch(`${emulator.url}/__emulator/scenario`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		expect((await set({ name: 'quota', times: 1 })).status).toBe(200);
		expect((await generate(order)).status).toBe(429);
		expect((await set({ steps: [{ name: 'ok', times: 1 }, { name: 'key_wrong' }] })).status).toBe(200);
		expect([(await generate(order)).status, (await generate(order)).status]).toEqual([200, 401]);
		const refused = await set({ name: 'nonsense' });
		expect(refused.status).toBe(400);
		expect(await refused.text()).toContain('rate_limited_seconds');
	});
});

describe('charges', () => {
	test('are the tokens of the published table', async () => {
		await generate({ ...order, quality: 'high' });
		// Three text tokens for the prompt, 1,756 for the image.
		expect(emulator.charges()).toMatchObject([{ cost_microdollars: 3 * 5 + 1756 * 30, outcome: 'answered' }]);
	});

	test.each([
		['server_error', []],
		['server_error_charged', ['failed']],
		['connection_reset_charged', ['failed']],
		['moderation', []],
	] as const)('of %s: %j', async (scenario, outcomes) => {
		emulator.setScenario(scenario);
		await generate(order).catch(() => undefined);
		expect(emulator.charges().map((charge) => charge.outcome)).toEqual(outcomes);
	});

	test('stay when the client goes', async () => {
		emulator.setScenario('slow', { latency: 20_000 });
		const leaving = new AbortController();
		const call = generate(order, emulator.url, leaving.signal).catch(() => null);
		await expect.poll(() => emulator.charges()).toHaveLength(1);
		leaving.abort();
		await call;
		await expect.poll(() => emulator.charges()[0]?.outcome).toBe('client_gone');
	});
});

test('images differ, even for the same prompt', async () => {
	const images = await Promise.all([
		generate(order),
		generate(order),
		generate({ ...order, prompt: 'A desert' }),
	]);
	const bodies: { data: { b64_json: string }[] }[] = await Promise.all(images.map((image) => image.json()));
	expect(new Set(bodies.map((body) => body.data[0]?.b64_json)).size).toBe(3);
});

test('counts how many requests run at once', async () => {
	emulator.setScenario('slow', { latency: 60 });
	await Promise.all([generate(order), generate(order), generate(order)]);
	expect(Math.max(...emulator.requests().map((request) => request.at_once))).toBe(3);
	await generate(order);
	expect(emulator.requests().at(-1)?.at_once).toBe(1);
});

test('runs as a command whose charges outlive it', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'limner-emulator-'));
	const log = join(folder, 'charges.jsonl');
	const child = spawn(
		process.execPath,
		[join(import.meta.dirname, 'main.ts'), '--port', '0', '--charge-log', log],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	try {
		const [line] = await firstLine(child.stdout);
		const { url }: { url: string } = JSON.parse(line ?? '{}');
		await fetch(`${url}/__emulator/scenario`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ name: 'hang' }),
		});
		const call = generate(order, url).catch(() => null);
		await expect.poll(async () => (await fetch(`${url}/__emulator/charges`)).json()).toHaveLength(1);
		child.kill('SIGKILL');
		await call;
		const entries = (await readFile(log, 'utf8')).trim().split('\n');
		expect(entries.map((entry) => JSON.parse(entry).outcome)).toEqual(['begun']);
	} finally {
		child.kill('SIGKILL');
		await rm(folder, { recursive: true });
	}
});

async function firstLine(stream: NodeJS.ReadableStream): Promise<string[]> {
	for await (const line of createInterface({ input: stream })) return [line];
	return [];
}
