import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { generationRequest, samplePlanRequest, samplePolicy } from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { findPort } from '../wordpress/free-port.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { judge, type Measurement } from './measurement.ts';

const IMAGES_A_POST = 6;
const LATENCY = 1_500;
/** Milliseconds from a start to the next kill: before, while and after something is asked of the provider. */
const KILL_BETWEEN = { earliest: 300, latest: 4_000 };
const PATIENCE = 300_000;

const MODES = [
	{ provider: 'fal', way: 'submit-and-poll', posts: 6, places: '6', limit: () => 1.05 },
	{
		provider: 'openai',
		way: 'synchronous',
		posts: 3,
		// With one call at a time a kill can leave one in doubt at most.
		places: '1',
		limit: (kills: number, images: number) => 1 + kills / images,
	},
] as const;

interface Outcome {
	charges: number;
	/** Charges without an image, which the ledger has to call in doubt. */
	unflagged: number;
	made: number;
	kills: number;
}

/** M4: posts in the lane that buys again by itself, while the sidecar is killed at random moments. */
export async function measureKills(kills: number): Promise<Measurement[]> {
	const measurements: Measurement[] = [];
	for (const mode of MODES) {
		const outcome = await killAtRandom(mode, kills);
		const images = mode.posts * IMAGES_A_POST;
		const ratio = outcome.charges / images;
		const limit = mode.limit(outcome.kills, images);
		measurements.push(
			judge({
				metric: 'M4',
				what: `charges per image under random kills, ${mode.way}`,
				measured: `${ratio.toFixed(2)} (${outcome.charges} charges, ${images} images, ${outcome.kills} kills); charges without an image that nobody was told of: ${outcome.unflagged}`,
				mustReach: `≤ ${limit.toFixed(2)}, each further one flagged`,
				value: outcome.unflagged > 0 ? Infinity : ratio,
				limit,
				comparison: 'naive 1.9–2.2',
				notes: [`Images made in the end: ${outcome.made} of ${images}.`],
			}),
		);
	}
	return measurements;
}

async function killAtRandom(
	{ provider, places, posts }: (typeof MODES)[number],
	kills: number,
): Promise<Outcome> {
	const emulator = await startProviderEmulator({ port: 0 });
	const dataFolder = await mkdtemp(join(tmpdir(), 'limner-bench-'));
	const port = await findPort(0);
	const start = () =>
		startSidecar({ port, dataFolder, environment: environmentOf(emulator, provider, places) });
	let sidecar = await start();
	try {
		await askForImages(sidecar, emulator, provider, posts);
		let done = 0;
		while (done < kills && countRunning(dataFolder) > 0) {
			const { earliest, latest } = KILL_BETWEEN;
			await sleep(earliest + Math.random() * (latest - earliest));
			await sidecar.kill();
			done += 1;
			sidecar = await start();
		}
		await waitUntilDone(dataFolder);
		return { ...readOutcome(emulator, dataFolder), kills: done };
	} finally {
		await sidecar.kill();
		await emulator.stop();
		await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function environmentOf(emulator: ProviderEmulator, provider: string, places: string) {
	return {
		OPENAI_API_KEY: 'sk-emulated',
		OPENAI_BASE_URL: emulator.openaiBaseUrl,
		FAL_KEY: 'emulated:key',
		FAL_BASE_URL: emulator.baseUrl('fal'),
		[`LIMNER_${provider.toUpperCase()}_CONCURRENCY`]: places,
	};
}

async function askForImages(
	sidecar: RunningSidecar,
	emulator: ProviderEmulator,
	provider: string,
	posts: number,
): Promise<void> {
	const client = await SignedClient.pair(sidecar);
	const policy = samplePolicy({ provider });
	emulator.setScenario('ok', { latency: LATENCY });
	for (let post = 1; post <= posts; post += 1) {
		const plan = await client.call('makePlan', { body: samplePlanRequest(post, policy) });
		await client.call('startGeneration', { body: generationRequest(plan, policy, { lane: 'publish' }) });
	}
}

function readOutcome(emulator: ProviderEmulator, dataFolder: string): Omit<Outcome, 'kills'> {
	const charges = emulator.charges().length;
	const stored = count(dataFolder, `SELECT count(*) AS n FROM calls WHERE state = 'stored'`);
	const inDoubt = count(dataFolder, `SELECT count(*) AS n FROM calls WHERE state = 'in_doubt'`);
	return {
		charges,
		unflagged: Math.max(0, charges - stored - inDoubt),
		made: count(dataFolder, 'SELECT count(*) AS n FROM candidates'),
	};
}

const countRunning = (dataFolder: string) =>
	count(dataFolder, `SELECT count(*) AS n FROM attempts WHERE state IN ('accepted', 'making')`);

async function waitUntilDone(dataFolder: string): Promise<void> {
	const deadline = Date.now() + PATIENCE;
	while (countRunning(dataFolder) > 0) {
		if (Date.now() > deadline) throw new Error(`Images still ran ${PATIENCE / 1000} s after the last kill.`);
		await sleep(200);
	}
}

/** Read beside the sidecar, which may be dead at the moment. */
function count(dataFolder: string, sql: string): number {
	const ledger = new DatabaseSync(join(dataFolder, 'ledger.sqlite'), { readOnly: true });
	try {
		return Number(ledger.prepare(sql).get()?.['n'] ?? 0);
	} finally {
		ledger.close();
	}
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
