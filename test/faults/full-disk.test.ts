import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	generationRequest,
	illustrate,
	samplePlanRequest,
	samplePolicy,
	waitFor,
	waitForGeneration,
} from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';

/** Megabytes; one image may need 64, so a little more is room for one. */
const DISK = 96;

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
const dataFolder = mkdtempSync(join(tmpdir(), 'limner-small-disk-'));
const images = join(dataFolder, 'images');

beforeAll(async () => {
	mkdirSync(images);
	execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}m`, 'tmpfs', images]);
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		dataFolder,
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar?.stop();
	await emulator?.stop();
	execFileSync('umount', [images]);
	rmSync(dataFolder, { recursive: true, force: true });
});

describe('a sidecar whose disk is full', () => {
	const policy = samplePolicy({ provider: 'openai', max_in_article: 0 });

	it('buys nothing that it could not keep, says so, and goes on once there is room', async () => {
		const filler = join(images, 'filler');
		writeFileSync(filler, Buffer.alloc((DISK - 32) * 1024 * 1024));
		const plan = await client.call('makePlan', { body: samplePlanRequest(1, policy) });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		const waiting = await waitFor(
			() => client.call('postImages', { parameters: { post_id: 1 } }),
			({ slots }) => slots.some(({ attempt }) => attempt?.error !== null && attempt?.error !== undefined),
		);
		const attempt = waiting.slots.find((slot) => slot.attempt !== null)?.attempt;
		expect(attempt).toMatchObject({
			state: 'accepted',
			error: { code: 'disk_full', subject: 'sidecar', charged: 'no' },
		});
		expect(emulator.requests()).toEqual([]);
		rmSync(filler);
		await waitForGeneration(client, request.id, 90_000);
		expect(emulator.charges()).toHaveLength(1);
	});

	it('makes images as before afterwards', async () => {
		const { generation } = await illustrate(client, 2, policy);
		expect(generation.made).toBe(1);
	});
});
