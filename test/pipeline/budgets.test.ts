import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '@limner/shared/contracts/policy';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import {
	EDITOR,
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

/** One image a post: the featured one. */
function oneImage(changes: Partial<Policy>): Policy {
	return samplePolicy({ provider: 'openai', max_in_article: 0, ...changes });
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
			expect(refusal.budget).toEqual({
				whose: name === 'person_month' ? EDITOR.name : '',
				resets_on: name.endsWith('_month') ? expect.stringMatching(/^\d{4}-\d{2}-01$/) : null,
			});
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
			limits: [{ name: 'site_month', limit: policy.limits.site_month, used: charged }],
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

	it.each(['money', 'images'] as const)(
		'in %s lets no more of fifty requests through that come at once than it allows',
		async (kind) => {
			const client = await SignedClient.pair(sidecar);
			const unlimited = oneImage({});
			const sample = await client.call('makePlan', { body: samplePlanRequest(1, unlimited, 0) });
			const price = sample.slots[0]?.price_microdollars ?? 0;
			const policy = oneImage(
				kind === 'money'
					? { limits: { ...NO_LIMITS, site_month: Math.floor(price * 10.9) } }
					: { image_limits: { ...NO_LIMITS, site_month: 10 } },
			);
			const requests = [];
			for (let post = 100; post < 150; post += 1) {
				const plan = await client.call('makePlan', { body: samplePlanRequest(post, policy, 0) });
				requests.push(generationRequest(plan, policy));
			}
			const answers = await Promise.all(requests.map((body) => client.send('startGeneration', { body })));
			const accepted = requests.filter((_, index) => answers[index]?.status === 202);
			expect(answers.filter(({ status }) => status === 402)).toHaveLength(50 - accepted.length);
			await Promise.all(accepted.map(({ id }) => waitForGeneration(client, id)));
			const charged = emulator.charges().reduce((sum, { cost_microdollars }) => sum + cost_microdollars, 0);
			// What turns out cheaper than it was expected to be leaves room for another one.
			expect(accepted.length).toBeGreaterThanOrEqual(10);
			if (kind === 'images') expect(accepted).toHaveLength(10);
			expect(emulator.charges()).toHaveLength(accepted.length);
			const usage = await client.call('usage');
			expect(usage).toMatchObject({
				images: accepted.length,
				cost_microdollars: charged,
				reserved_microdollars: 0,
			});
			expect(usage.limits).toMatchObject([{ used: kind === 'money' ? charged : 10 }]);
			expect(charged).toBeLessThanOrEqual(policy.limits.site_month ?? Infinity);
			const warned = await client.call('makePlan', { body: samplePlanRequest(200, policy, 0) });
			const name = kind === 'money' ? 'site_month' : 'site_month_images';
			expect(warned.notices).toContainEqual({ code: 'budget_nearly_reached', subject: name });
		},
	);

	it('in images is not used up by what is drawn without AI', async () => {
		const client = await SignedClient.pair(sidecar);
		const policy = oneImage({ provider: 'sketch', image_limits: { ...NO_LIMITS, site_month: 1 } });
		for (const post of [1, 2]) {
			const { generation } = await illustrate(client, post, policy, 0);
			expect(generation.made).toBe(1);
		}
		expect((await client.call('usage')).limits).toMatchObject([{ name: 'site_month_images', used: 0 }]);
	});

	it('begins on the day that the site chose', async () => {
		const client = await SignedClient.pair(sidecar);
		const policy = oneImage({ image_limits: { ...NO_LIMITS, site_month: 0 }, period_start: 17 });
		const plan = await client.call('makePlan', { body: samplePlanRequest(1, policy, 0) });
		const refusal = await client.refusal('startGeneration', { body: generationRequest(plan, policy) });
		expect(refusal).toMatchObject({ subject: 'site_month_images', amount: 0 });
		expect(refusal.budget?.resets_on).toMatch(/-17$/);
	});
});
