import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '@limner/shared/contracts/plan';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { samplePlanRequest, samplePolicy, waitFor } from './sample-post.ts';
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
			LIMNER_CHAT_MODEL: 'gpt-6-luna',
		},
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

async function planWithChat(postId: number): Promise<{ first: Plan; plan: Plan }> {
	const body = samplePlanRequest(postId, samplePolicy({ provider: 'openai' }));
	const answer = await client.send('makePlan', { body });
	expect(answer.status).toBe(202);
	const first = JSON.parse(answer.bytes.toString()) as Plan;
	const plan = await waitFor(
		() => client.call('plan', { parameters: { plan_id: first.plan_id } }),
		({ state }) => state !== 'writing',
	);
	return { first, plan };
}

describe('a plan that a chat model writes', () => {
	it('comes later, from one call for all slots, and keeps the slots', async () => {
		const { first, plan } = await planWithChat(51);
		expect(first.state).toBe('writing');
		expect(plan).toMatchObject({ state: 'ready', written_by: 'chat' });
		expect(plan.slots.map(({ slot_id }) => slot_id)).toEqual(first.slots.map(({ slot_id }) => slot_id));
		const changed = plan.slots.filter(({ prompt }, index) => prompt !== first.slots[index]?.prompt);
		expect(changed).toHaveLength(6);
		expect(emulator.requests().map(({ path }) => path)).toEqual(['/v1/chat/completions']);
		const [charge] = emulator.charges();
		expect(plan.planning_microdollars).toBe(charge?.cost_microdollars);
		expect((await client.call('usage')).cost_microdollars).toBe(charge?.cost_microdollars);
		const { slots } = await client.call('postImages', { parameters: { post_id: 51 } });
		expect(slots.map(({ prompt }) => prompt)).toEqual(plan.slots.map(({ prompt }) => prompt));
	});

	it('falls back to the rules, and says so', async () => {
		emulator.setScenario('server_error', { endpoint: 'chat' });
		const { first, plan } = await planWithChat(52);
		expect(plan).toMatchObject({ state: 'ready', written_by: 'rules' });
		expect(plan.notices.map(({ code }) => code)).toContain('chat_failed_rules_used');
		expect(plan.slots.map(({ prompt }) => prompt)).toEqual(first.slots.map(({ prompt }) => prompt));
	});
});
