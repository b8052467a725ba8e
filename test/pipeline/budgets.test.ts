import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '@limner/shared/contracts/policy';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import {
	generationRequest,
	illustrate,
	samplePlanRequest,
	samplePolicy,
	waitForGeneration,
} from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: { OPENAI_API_KEY: 'sk-emulated', OPENAI_BASE_URL: emulator.openaiBaseUrl },
	});
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const NO_LIMITS = { site_month: null, person_month: null, post: null, run: null };

function limited(limits: Partial<Policy['limits']>): Policy {
	return samplePolicy({ provider: 'openai', max_in_article: 2, limits: { ...NO_LIMITS, ...limits } });
}

/** What three images cost that are made one after the other. */
async function priceOfThree(client: SignedClient): Promise<number> {
	const plan = await client.call('makePlan', { body: samplePlanRequest(1, limited({}), 2) });
	return plan.slots.reduce((sum, slot) => sum + (slot.price_microdollars ?? 0), 0);
}

describe('a limit', () => {
	it.each(['run', 'post', 'person_month', 'site_month'] as const)(
		'%s is named, with its amount, before anything is spent',
		async (name) => {
			const client = await SignedClient.pair(sidecar);
			const limit = Math.floor((await priceOfThree(client)) / 2);
			const policy = limited({ [name]: limit });
			const plan = await client.call('makePlan', { body: samplePlanRequest(2, policy, 2) });
			const refusal = await client.refusal('startGeneration', { body: generationRequest(plan, policy) });
			expect(refusal).toMatchObject({ status: 402, code: 'budget_reached', subject: name, amount: limit });
			expect(emulator.requests()).toEqual([]);
		},
	);

	it('counts what was spent before, and frees what was refused', async () => {
		const client = await SignedClient.pair(sidecar);
		const price = await priceOfThree(client);
		const policy = limited({ site_month: Math.ceil(price * 1.5) });
		emulator.setScenario('moderation');
		await illustrate(client, 3, policy, 2);
		emulator.setScenario('ok');
		const { generation } = await illustrate(client, 4, policy, 2);
		expect(generation.made).toBe(3);
		const plan = await client.call('makePlan', { body: samplePlanRequest(5, policy, 2) });
		const refusal = await client.refusal('startGeneration', { body: generationRequest(plan, policy) });
		expect(refusal).toMatchObject({ code: 'budget_reached', subject: 'site_month' });
		const usage = await client.call('usage');
		const charged = emulator.charges().reduce((sum, { cost_microdollars }) => sum + cost_microdollars, 0);
		expect(usage).toMatchObject({
			images: 3,
			cost_microdollars: charged,
			reserved_microdollars: 0,
			in_doubt_microdollars: 0,
			limit_microdollars: policy.limits.site_month,
		});
	});

	it('is never passed by requests that come at once', async () => {
		const client = await SignedClient.pair(sidecar);
		const price = await priceOfThree(client);
		const policy = limited({ site_month: Math.ceil(price * 2.2) });
		const plans = await Promise.all(
			[11, 12, 13, 14, 15].map((post) =>
				client.call('makePlan', { body: samplePlanRequest(post, policy, 2) }),
			),
		);
		const requests = plans.map((plan) => generationRequest(plan, policy));
		const answers = await Promise.all(requests.map((body) => client.send('startGeneration', { body })));
		const accepted = requests.filter((_, index) => answers[index]?.status === 202);
		await Promise.all(accepted.map(({ id }) => waitForGeneration(client, id)));
		const charged = emulator.charges().reduce((sum, { cost_microdollars }) => sum + cost_microdollars, 0);
		expect(charged).toBeLessThanOrEqual(policy.limits.site_month ?? 0);
		expect(emulator.charges().length).toBeGreaterThanOrEqual(6);
	});
});
