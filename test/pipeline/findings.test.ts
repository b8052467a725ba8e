import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { illustrate, samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;

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

const policy = samplePolicy({ provider: 'openai', max_in_article: 2, approval: 'automatic' });

/** What was found on the candidates of a post whose images the scenario makes. */
async function findingsFor(postId: number, scenario: 'ok' | 'blank_image' | 'other_ratio' | 'same_image') {
	emulator.setScenario(scenario);
	const { images } = await illustrate(client, postId, policy);
	const candidates = images.slots.flatMap((slot) => slot.candidates);
	expect(candidates).toHaveLength(3);
	return candidates;
}

it('finds nothing wrong with three good images, and approves them as the site chose', async () => {
	const candidates = await findingsFor(900, 'ok');
	expect(candidates.flatMap(({ findings }) => findings)).toEqual([]);
	expect(candidates.every(({ state }) => state !== 'ready')).toBe(true);
});

it.each([
	[901, 'blank_image', 'blank', 3],
	[902, 'other_ratio', 'ratio_wrong', 3],
	// The first of three that look alike is not yet a duplicate.
	[903, 'same_image', 'near_duplicate', 2],
] as const)(
	'leaves the decision about what it found to a person: post %d, %s',
	async (postId, scenario, code, count) => {
		const candidates = await findingsFor(postId, scenario);
		const found = candidates.filter(({ findings }) => findings.some((finding) => finding.code === code));
		expect(found).toHaveLength(count);
		for (const candidate of found) expect(candidate.state).toBe('ready');
	},
);
