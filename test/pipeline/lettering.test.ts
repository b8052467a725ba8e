import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Policy } from '@limner/shared/contracts/policy';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import type { ScenarioName } from '../provider-emulator/scenarios.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { illustrate, samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			LIMNER_VISION_MODEL: 'gpt-6-luna',
		},
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const policy = samplePolicy({ provider: 'openai', max_in_article: 1, approval: 'automatic' });
const looks = () => emulator.requests().filter(({ path }) => path.endsWith('/chat/completions'));

/** The candidates of a post whose two images a model that sees looks at, under this scenario. */
async function lookAt(postId: number, scenario: ScenarioName, changes: Partial<Policy> = {}) {
	emulator.setScenario(scenario, { endpoint: 'chat' });
	const { images } = await illustrate(client, postId, { ...policy, ...changes });
	const candidates = images.slots.flatMap((slot) => slot.candidates);
	expect(candidates).toHaveLength(2);
	return candidates;
}

it('says which letters it found, looks once at each image, and leaves the decision to a person', async () => {
	for (const { findings, state } of await lookAt(951, 'garbled_lettering')) {
		expect(findings).toEqual([{ code: 'lettering', subject: 'HRABUOR' }]);
		expect(state).toBe('ready');
	}
	expect(looks()).toHaveLength(2);
	const { messages } = looks()[0]?.body as { messages: { role: string; content: unknown }[] };
	expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
	expect(messages[1]?.content).toMatchObject([
		{ type: 'text' },
		{ image_url: { url: expect.stringMatching(/^data:image\/jpeg;base64,/) as string } },
	]);
	const { rows } = await client.call('ledger');
	const paid = rows.filter(({ operation, post_id }) => operation === 'lettering' && post_id === 951);
	const charged = emulator.charges().filter(({ kind }) => kind === 'chat');
	const costs = (amounts: (number | null)[]) => amounts.toSorted();
	expect(costs(paid.map(({ actual_microdollars }) => actual_microdollars))).toEqual(
		costs(charged.map(({ cost_microdollars }) => cost_microdollars)),
	);
	expect(paid).toHaveLength(2);
});

it('finds nothing where there is nothing', async () => {
	const candidates = await lookAt(952, 'ok');
	expect(candidates.flatMap(({ findings }) => findings)).toEqual([]);
	expect(looks()).toHaveLength(2);
});

it.each([
	['fails', 953, 'server_error'],
	['answers prose', 954, 'not_an_image'],
] as const)('loses no image because the model that sees %s', async (_, postId, scenario) => {
	const candidates = await lookAt(postId, scenario);
	expect(candidates.flatMap(({ findings }) => findings)).toEqual([]);
	expect(candidates.every(({ state }) => state !== 'ready')).toBe(true);
});

it('asks nobody for a card that is drawn here', async () => {
	await illustrate(client, 955, { ...policy, provider: 'sketch' });
	expect(looks()).toEqual([]);
});
