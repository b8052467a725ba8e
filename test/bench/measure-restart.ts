import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generationRequest, samplePlanRequest, samplePolicy, waitFor } from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { findPort } from '../wordpress/free-port.ts';
import { startSidecar } from '../wordpress/start-sidecar.ts';
import { judge, type Measurement } from './measurement.ts';
import { median, medianAndWorst } from './statistics.ts';

const LIMIT = 20;

/** M5: killed as by a power cut while one image is being made and five wait, and started again at once. */
export async function measureRestart(repeats: number): Promise<Measurement> {
	const seconds: number[] = [];
	for (let repeat = 0; repeat < repeats; repeat += 1) seconds.push(await killAndRestart());
	return judge({
		metric: 'M5',
		what: 'from kill -9 of the sidecar to the next image being asked of the provider, started again at once',
		measured: medianAndWorst(seconds, 1, ' s'),
		mustReach: `≤ ${LIMIT} s`,
		value: median(seconds),
		limit: LIMIT,
		comparison: "BullMQ's defaults 61 s",
	});
}

async function killAndRestart(): Promise<number> {
	const emulator = await startProviderEmulator({ port: 0 });
	const dataFolder = await mkdtemp(join(tmpdir(), 'limner-bench-'));
	try {
		return await killOnce(emulator, dataFolder);
	} finally {
		await emulator.stop();
		await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function killOnce(emulator: ProviderEmulator, dataFolder: string): Promise<number> {
	const options = {
		port: await findPort(0),
		dataFolder,
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			LIMNER_OPENAI_CONCURRENCY: '1',
		},
	};
	let sidecar = await startSidecar(options);
	try {
		const client = await SignedClient.pair(sidecar);
		const policy = samplePolicy({ provider: 'openai' });
		emulator.setScenario('ok', { latency: 5_000 });
		const plan = await client.call('makePlan', { body: samplePlanRequest(1, policy) });
		await client.call('startGeneration', { body: generationRequest(plan, policy) });
		await waitFor(
			async () => emulator.requests().length,
			(count) => count > 0,
		);
		const killedAt = Date.now();
		await sidecar.kill();
		sidecar = await startSidecar(options);
		const requests = await waitFor(
			async () => emulator.requests(),
			({ length }) => length > 1,
		);
		return ((requests[1]?.at ?? Date.now()) - killedAt) / 1000;
	} finally {
		await sidecar.kill();
	}
}
