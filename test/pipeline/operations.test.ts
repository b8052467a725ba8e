import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_GENERATION, type OperationOrder } from '@limner/shared/contracts/operation';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { generationRequest, samplePlanRequest, samplePolicy, waitForGeneration } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let postId = 500;

const policy = samplePolicy({ provider: 'openai', max_in_article: 0 });

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

/** A request for the featured image of a new post. */
async function featured(operation: Partial<OperationOrder> = {}): Promise<GenerationRequest> {
	const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
	return generationRequest(plan, policy, { operation: { ...PLAIN_GENERATION, ...operation } });
}

async function putPicture(channels: 3 | 4 = 3): Promise<string> {
	const background = channels === 4 ? '#0000' : '#375';
	const bytes = await sharp({ create: { width: 640, height: 480, channels, background } })
		.png()
		.toBuffer();
	const { input } = await client.call('putInput', {
		body: { bytes: bytes.toString('base64'), candidate_id: null },
	});
	return input;
}

describe('an operation on an image', () => {
	it('works on what was put in, is charged once and ends in a candidate', async () => {
		const request = await featured({
			name: 'edit_with_mask',
			source: await putPicture(),
			mask: await putPicture(4),
		});
		await client.call('startGeneration', { body: request });
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 1, failed: 0 });
		expect(emulator.charges()).toHaveLength(1);
		const [sent] = emulator.requests();
		expect(sent?.path).toBe('/v1/images/edits');
		expect(sent?.files.map(({ field }) => field).toSorted()).toEqual(['image[]', 'mask']);
	});

	it('works on a candidate of the same site', async () => {
		const first = await featured();
		await client.call('startGeneration', { body: first });
		await waitForGeneration(client, first.id);
		const images = await client.call('postImages', { parameters: { post_id: String(first.post.id) } });
		const candidate = images.slots.flatMap(({ candidates }) => candidates)[0];
		const { input } = await client.call('putInput', {
			body: { bytes: null, candidate_id: candidate?.candidate_id ?? '' },
		});
		emulator.reset();
		const edit = {
			...first,
			id: randomUUID(),
			operation: { ...PLAIN_GENERATION, name: 'edit' as const, source: input },
			attempts: first.attempts.map((attempt) => ({ ...attempt, attempt_id: randomUUID() })),
		};
		await client.call('startGeneration', { body: edit });
		expect(await waitForGeneration(client, edit.id)).toMatchObject({ made: 1 });
		const after = await client.call('postImages', { parameters: { post_id: String(first.post.id) } });
		expect(after.slots.flatMap(({ candidates }) => candidates)).toHaveLength(2);
	});

	it.each<[string, Partial<OperationOrder>, string]>([
		['a model that does not do it', { name: 'upscale' }, 'operation_unsupported'],
		['one that is switched off', { name: 'face_swap' }, 'operation_off'],
		['one without its image', { name: 'edit' }, 'request_malformed'],
		['an image that nobody put in', { name: 'edit', source: '0'.repeat(64) }, 'not_found'],
	])('is refused before anything is spent: %s', async (_, operation, code) => {
		const source = operation.name === 'upscale' || operation.name === 'face_swap' ? await putPicture() : null;
		const request = await featured({ source, ...operation });
		expect(await client.refusal('startGeneration', { body: request })).toMatchObject({ code });
		expect(emulator.requests()).toEqual([]);
	});

	it('takes no image that is none', async () => {
		const body = { bytes: Buffer.from('no image').toString('base64'), candidate_id: null };
		expect(await client.refusal('putInput', { body })).toMatchObject({ code: 'image_unreadable' });
	});
});

describe('variations of a slot', () => {
	it('are made side by side, each its own candidate and its own charge', async () => {
		const request = await featured();
		const [attempt] = request.attempts;
		if (!attempt) throw new Error('the plan has no slot');
		const attempts = [0, 1, 2].map((variation) => ({ ...attempt, attempt_id: randomUUID(), variation }));
		await client.call('startGeneration', { body: { ...request, attempts } });
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 3, failed: 0 });
		expect(emulator.charges()).toHaveLength(3);
		const images = await client.call('postImages', { parameters: { post_id: String(request.post.id) } });
		expect(images.slots.flatMap(({ candidates }) => candidates)).toHaveLength(3);
	});

	it('join what runs already, number by number', async () => {
		emulator.setScenario('slow', { latency: 1500 });
		const request = await featured();
		const [attempt] = request.attempts;
		if (!attempt) throw new Error('the plan has no slot');
		const ask = (variations: number[]) => ({
			...request,
			id: randomUUID(),
			attempts: variations.map((variation) => ({ ...attempt, attempt_id: randomUUID(), variation })),
		});
		await client.call('startGeneration', { body: ask([0, 1]) });
		const second = ask([1, 2]);
		const { attempts } = await client.call('startGeneration', { body: second });
		expect(attempts.filter(({ joined }) => joined)).toHaveLength(1);
		await waitForGeneration(client, second.id);
		expect(emulator.charges().length).toBeGreaterThanOrEqual(2);
		await expect.poll(() => emulator.charges().length, { timeout: 20_000 }).toBe(3);
	});
});
