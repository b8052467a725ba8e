import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	generationRequest,
	illustrate,
	samplePlanRequest,
	samplePolicy,
	waitFor,
} from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { findPort } from '../wordpress/free-port.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';

/** No other file has this width. */
const FATAL_WIDTH = 811;

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let port: number;
const dataFolder = mkdtempSync(join(tmpdir(), 'limner-fatal-'));

async function start(): Promise<void> {
	sidecar = await startSidecar({
		port,
		dataFolder,
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			NODE_OPTIONS: `--import ${join(projectFolder, 'test/faults/stop-while-rendering.mjs')}`,
			LIMNER_TEST_FATAL_WIDTH: String(FATAL_WIDTH),
		},
	});
}

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	port = await findPort(0);
	await start();
});
afterAll(async () => {
	await sidecar?.stop();
	await emulator?.stop();
	rmSync(dataFolder, { recursive: true, force: true });
});

describe('an image whose rendering ends the sidecar', () => {
	it('is given up after a few starts, says that it was charged, and those beside it are made', async () => {
		const client = await SignedClient.pair(sidecar);
		const ask = async (postId: number, width: number) => {
			const desktop = { enabled: true, width, height: 450 };
			const mobile = { enabled: false, width: 720, height: 900 };
			const policy = samplePolicy({ provider: 'openai', max_in_article: 0, desktop, mobile });
			const plan = await client.call('makePlan', { body: samplePlanRequest(postId, policy) });
			await client.call('startGeneration', { body: generationRequest(plan, policy) });
		};
		await ask(1, FATAL_WIDTH);
		await ask(2, 800);
		const look = async (postId: number) =>
			(await client.call('postImages', { parameters: { post_id: postId } })).slots.find(
				({ attempt }) => attempt !== null,
			);

		let ends = 0;
		const endsAgain = async () => {
			await sidecar.ended;
			ends += 1;
			await start();
		};
		for (;;) {
			const ended = await Promise.race([endsAgain().then(() => false), untilGivenUp().then(() => true)]);
			if (ended) break;
			expect(ends, 'ends of the sidecar').toBeLessThan(8);
		}
		expect(ends).toBe(5);
		expect((await look(1))?.attempt).toMatchObject({
			state: 'failed',
			error: { code: 'image_stops_service', retryable: false, charged: 'yes', amount: 5 },
		});
		expect((await look(2))?.candidates).toHaveLength(1);
		expect(emulator.charges()).toHaveLength(2);
		const { generation } = await illustrate(
			client,
			3,
			samplePolicy({ provider: 'openai', max_in_article: 0 }),
		);
		expect(generation.made).toBe(1);

		async function untilGivenUp(): Promise<void> {
			const isOver = async () => (await look(1).catch(() => undefined))?.attempt?.state === 'failed';
			await waitFor(isOver, (is) => is, 100_000);
		}
	});
});
