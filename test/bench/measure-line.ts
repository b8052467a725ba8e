import { generationRequest, samplePlanRequest, samplePolicy, waitFor } from '../pipeline/sample-post.ts';
import { SignedClient } from '../pipeline/signed-client.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar } from '../wordpress/start-sidecar.ts';
import { judge, type Measurement } from './measurement.ts';
import { median, medianAndWorst } from './statistics.ts';

const BEHIND = 500;
const LATENCY = 5_000;
const SECTIONS = 8;

/** M7: from a click to its image asked of, and answered by, the provider, while an archive of 500 waits for the same key. */
export async function measureLine(repeats: number): Promise<Measurement> {
	const emulator = await startProviderEmulator({ port: 0 });
	const sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
	try {
		const client = await SignedClient.pair(sidecar);
		emulator.setScenario('ok', { latency: LATENCY });
		await fillArchive(client);
		await waitFor(
			async () => emulator.requests().length,
			(count) => count > 0,
		);
		const ratios: number[] = [];
		for (let repeat = 0; repeat < repeats; repeat += 1)
			ratios.push(await click(client, emulator, 10_000 + repeat));
		const waiting = BEHIND - emulator.charges().length;
		return judge({
			metric: 'M7',
			what: `wait of a clicked image behind ${BEHIND} images of the archive / provider latency of ${LATENCY / 1000} s`,
			measured: medianAndWorst(ratios, 2),
			mustReach: '≤ 1.2',
			value: median(ratios),
			limit: 1.2,
			comparison: 'first in, first out: 500 ×',
			notes: [
				`From the click until the provider has answered and the bytes are being stored; ${waiting} of the archive still waited after the last click.`,
			],
		});
	} finally {
		await sidecar.kill();
		await sidecar.stop();
		await emulator.stop();
	}
}

async function fillArchive(client: SignedClient): Promise<void> {
	const policy = samplePolicy({ provider: 'openai', every_section: true });
	let asked = 0;
	for (let post = 1; asked < BEHIND; post += 1) {
		const plan = await client.call('makePlan', { body: samplePlanRequest(post, policy, SECTIONS) });
		const body = generationRequest(plan, policy, { lane: 'backfill' });
		await client.call('startGeneration', { body });
		asked += body.attempts.length;
	}
}

/** The time of one clicked image in latencies of the provider. */
async function click(client: SignedClient, emulator: ProviderEmulator, postId: number): Promise<number> {
	const policy = samplePolicy({ provider: 'openai', max_in_article: 0 });
	const plan = await client.call('makePlan', { body: samplePlanRequest(postId, policy, 0) });
	const body = generationRequest(plan, policy);
	const words = `Clicked image number ${postId}`;
	for (const attempt of body.attempts) attempt.prompt = words;
	const clickedAt = Date.now();
	await client.call('startGeneration', { body });
	const isIt = ({ body: sent }: { body: Record<string, unknown> }) => String(sent['prompt']).includes(words);
	const request = await waitFor(
		async () => emulator.requests().find(isIt),
		(found) => found?.finished_at != null,
		120_000,
	);
	return ((request?.finished_at ?? Infinity) - clickedAt) / LATENCY;
}
