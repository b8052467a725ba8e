import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { USAGE_GROUPS, type LedgerRow } from '@limner/shared/contracts/usage';
import type { Charge } from '../provider-emulator/emulator-state.ts';
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

/** Whatever fails and whoever takes over: the ledger and the providers' own bills say the same. */
let emulator: ProviderEmulator;
let sidecar: RunningSidecar;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			FAL_KEY: 'emulated:key',
			FAL_BASE_URL: emulator.baseUrl('fal'),
		},
	});
});
afterAll(async () => {
	await sidecar?.stop();
	await emulator?.stop();
});
afterEach(() => emulator.reset());

const PROVIDERS = ['fal', 'openai'] as const;
const NO_LIMITS = { site_month: null, person_month: null, post: null, run: null };
const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
const billed = (charges: Charge[]) => sum(charges.map(({ cost_microdollars }) => cost_microdollars));
const chargesOf = (provider: string) => emulator.charges().filter((charge) => charge.provider === provider);

function falThenOpenAi(changes: Partial<Policy> = {}): Policy {
	const fallbacks = [{ provider: 'openai', model: '' }];
	return samplePolicy({ provider: 'fal', choice: { ...POLICY_DEFAULTS.choice, fallbacks }, ...changes });
}

async function wholeLedger(client: SignedClient): Promise<LedgerRow[]> {
	const rows: LedgerRow[] = [];
	let after: string | null = null;
	do {
		const query: Record<string, string> = after === null ? {} : { after };
		const page = await client.call('ledger', { query });
		rows.push(...page.rows);
		after = page.next;
	} while (after !== null);
	return rows;
}

/** Every way of adding up comes to what the providers billed, apart from what is in doubt. */
async function expectExactSums(client: SignedClient, doubtful: Charge[] = []): Promise<void> {
	const expected = billed(emulator.charges()) - billed(doubtful);
	for (const group of USAGE_GROUPS) {
		const usage = await client.call('usage', { query: { group } });
		expect(usage, group).toMatchObject({ cost_microdollars: expected, reserved_microdollars: 0 });
		expect(sum(usage.rows.map((row) => row.cost_microdollars)), group).toBe(expected);
		expect(sum(usage.rows.map((row) => row.images)), group).toBe(usage.images);
	}
	const ledger = await wholeLedger(client);
	const doubtfulIds = new Set(doubtful.map(({ id }) => id));
	for (const provider of PROVIDERS) {
		const charges = chargesOf(provider).filter(({ id }) => !doubtfulIds.has(id));
		const paid = ledger.filter((row) => row.provider === provider && row.state === 'stored');
		expect(
			paid.map((row) => row.actual_microdollars).toSorted(),
			`each call to ${provider}, one by one`,
		).toEqual(charges.map(({ cost_microdollars }) => cost_microdollars).toSorted());
	}
}

describe('what two providers bill', () => {
	it('is what the ledger says, whatever failed and wherever the other one took over', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 3, provider: 'fal' },
			{ name: 'moderation', times: 1, provider: 'fal' },
			{ name: 'overloaded', times: 3, provider: 'fal' },
			{ name: 'task_failed', times: 1, provider: 'fal' },
			{ name: 'ok', times: 2, provider: 'fal' },
			{ name: 'quota', provider: 'fal' },
			{ name: 'moderation', times: 1, provider: 'openai' },
			{ name: 'rate_limited_seconds', times: 1, provider: 'openai', retryAfter: 1 },
		]);
		const client = await SignedClient.pair(sidecar);
		const posts = await Promise.all([1, 2, 3].map((post) => illustrate(client, post, falThenOpenAi())));
		const made = sum(posts.map(({ generation }) => generation.made));
		expect(sum(posts.map(({ generation }) => generation.failed))).toBe(18 - made);
		expect(made).toBeLessThan(18);
		expect(emulator.charges()).toHaveLength(made);
		for (const provider of PROVIDERS) expect(chargesOf(provider).length).toBeGreaterThan(2);
		await expectExactSums(client);
		const promised = posts.flatMap(({ plan }) => plan.slots.map((slot) => slot.price_microdollars));
		expect(billed(emulator.charges())).toBeLessThanOrEqual(sum(promised));
	});

	it('counts apart what was billed for an answer that never came, at what it may have cost', async () => {
		emulator.setSteps([
			{ name: 'quota', provider: 'fal' },
			{ name: 'connection_reset_charged', times: 1, provider: 'openai' },
		]);
		const client = await SignedClient.pair(sidecar);
		const { generation } = await illustrate(client, 1, falThenOpenAi());
		expect(generation).toMatchObject({ made: 5, failed: 1 });
		const doubtful = emulator.charges().filter(({ outcome }) => outcome === 'failed');
		expect(doubtful).toHaveLength(1);
		await expectExactSums(client, doubtful);
		const { in_doubt_microdollars: doubt } = await client.call('usage');
		expect(doubt).toBeGreaterThanOrEqual(billed(doubtful));
	});
});

describe('a limit that two providers share', () => {
	it('lets no more of fifty requests through that come at once than it allows, while one takes over from the other', async () => {
		const client = await SignedClient.pair(sidecar);
		const sample = await client.call('makePlan', {
			body: samplePlanRequest(1, falThenOpenAi({ max_in_article: 0 }), 0),
		});
		const price = sample.slots[0]?.price_microdollars ?? 0;
		const limit = Math.floor(price * 10.9);
		const limits = { ...NO_LIMITS, site_month: limit };
		const policies = [
			falThenOpenAi({ max_in_article: 0, limits }),
			samplePolicy({ provider: 'openai', max_in_article: 0, limits }),
		];
		const requests = [];
		for (let post = 100; post < 150; post += 1) {
			const policy = policies[post % 2];
			if (!policy) throw new Error('There are two policies.');
			const plan = await client.call('makePlan', { body: samplePlanRequest(post, policy, 0) });
			requests.push(generationRequest(plan, policy));
		}
		emulator.setSteps([
			{ name: 'ok', times: 3, provider: 'fal' },
			{ name: 'quota', provider: 'fal' },
		]);
		const answers = await Promise.all(requests.map((body) => client.send('startGeneration', { body })));
		const accepted = requests.filter((_, index) => answers[index]?.status === 202);
		expect(answers.filter(({ status }) => status === 402)).toHaveLength(50 - accepted.length);
		expect(accepted.length).toBeLessThan(50);
		const ends = await Promise.all(accepted.map(({ id }) => waitForGeneration(client, id)));
		expect(ends.every(({ made }) => made === 1)).toBe(true);
		expect(emulator.charges()).toHaveLength(accepted.length);
		expect(chargesOf('fal')).toHaveLength(3);
		expect(billed(emulator.charges())).toBeLessThanOrEqual(limit);
		await expectExactSums(client);
		expect((await client.call('usage')).limits).toMatchObject([{ used: billed(emulator.charges()) }]);
	});
});
