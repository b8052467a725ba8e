import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
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
let client: SignedClient;
let postId = 700;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			FAL_KEY: 'emulated:key',
			FAL_BASE_URL: emulator.baseUrl('fal'),
			LIMNER_FAL_CONCURRENCY: '1',
		},
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const withFallback = (provider: string, fallback: string) =>
	samplePolicy({
		provider,
		quality: 'low',
		choice: { ...POLICY_DEFAULTS.choice, fallbacks: [{ provider: fallback, model: '' }] },
	});
const chargesOf = (provider: string) => emulator.charges().filter((charge) => charge.provider === provider);
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

describe('a provider that fails in the middle of a post', () => {
	it('is relieved by the fallback, for no more than the plan said, and the ledger says what the providers billed', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 3, provider: 'fal' },
			{ name: 'quota', provider: 'fal' },
		]);
		const policy = withFallback('fal', 'openai');
		const { plan, generation, images } = await illustrate(client, (postId += 1), policy);
		expect(plan.notices.map(({ code }) => code)).not.toContain('fallback_unusable');
		expect(generation).toMatchObject({ made: 6, failed: 0 });
		const candidates = images.slots.flatMap((slot) => slot.candidates);
		expect(candidates.map(({ provider }) => provider).toSorted()).toEqual([
			'fal',
			'fal',
			'fal',
			'openai',
			'openai',
			'openai',
		]);
		expect(chargesOf('fal')).toHaveLength(3);
		expect(chargesOf('openai')).toHaveLength(3);
		const billed = sum(emulator.charges().map(({ cost_microdollars }) => cost_microdollars));
		expect(sum(candidates.map(({ cost_microdollars }) => cost_microdollars ?? 0))).toBe(billed);
		expect(billed).toBeLessThanOrEqual(
			sum(plan.slots.map(({ price_microdollars }) => price_microdollars ?? 0)),
		);
	});

	it('is relieved for what is missing of an image: the phone image, for no more than is left of its price', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 1, provider: 'fal' },
			{ name: 'quota', provider: 'fal' },
		]);
		const policy: Policy = { ...withFallback('fal', 'openai'), max_in_article: 0, mobile_mode: 'compose' };
		const { plan, generation, images } = await illustrate(client, (postId += 1), policy);
		expect(generation).toMatchObject({ made: 1, failed: 0 });
		expect([chargesOf('fal').length, chargesOf('openai').length]).toEqual([1, 1]);
		const [candidate] = images.slots.flatMap((slot) => slot.candidates);
		const billed = sum(emulator.charges().map(({ cost_microdollars }) => cost_microdollars));
		expect(billed).toBeLessThanOrEqual(plan.slots[0]?.price_microdollars ?? 0);
		// The desktop image is the one that is credited.
		expect(candidate).toMatchObject({ provider: 'fal', cost_microdollars: billed });
	});

	it('is not relieved by title cards once one of the two images of a slot is made', async () => {
		emulator.setSteps([
			{ name: 'ok', times: 1, provider: 'fal' },
			{ name: 'quota', provider: 'fal' },
		]);
		const policy: Policy = { ...withFallback('fal', 'sketch'), max_in_article: 0, mobile_mode: 'compose' };
		const { generation } = await illustrate(client, (postId += 1), policy);
		expect(generation).toMatchObject({ made: 0, failed: 1 });
	});

	it('is not relieved by one that is dearer, and the plan says so before', async () => {
		emulator.setScenario('quota');
		const policy = { ...withFallback('openai', 'fal'), max_in_article: 0 };
		const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
		expect(plan.notices).toContainEqual({ code: 'fallback_unusable', subject: 'fal' });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 0, failed: 1 });
		expect(emulator.charges()).toEqual([]);
		expect(emulator.requests().every(({ provider }) => provider === 'openai')).toBe(true);
	});
});

describe('a task at a provider', () => {
	it('is stopped there when a person stops it', async () => {
		emulator.setScenario('slow', { latency: 30_000 });
		const policy = samplePolicy({ provider: 'fal', max_in_article: 0 });
		const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		await expect.poll(() => emulator.tasks().length, { timeout: 20_000 }).toBe(1);
		await client.call('cancelGeneration', { parameters: { generation_id: request.id } });
		await expect.poll(() => emulator.tasks()[0]?.cancelled, { timeout: 10_000 }).toBe(true);
	});

	it('is asked for again after a crash, and not bought again', async () => {
		emulator.setScenario('slow', { latency: 6_000 });
		const policy = samplePolicy({ provider: 'fal', max_in_article: 0 });
		const plan = await client.call('makePlan', { body: samplePlanRequest((postId += 1), policy) });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		await expect.poll(() => emulator.tasks()[0]?.asked ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
		await sidecar.kill();
		sidecar = await startSidecar({
			port: Number(new URL(sidecar.url).port),
			dataFolder: sidecar.dataFolder,
			environment: { FAL_KEY: 'emulated:key', FAL_BASE_URL: emulator.baseUrl('fal') },
		});
		expect(await waitForGeneration(client, request.id)).toMatchObject({ made: 1, failed: 0 });
		expect(chargesOf('fal')).toHaveLength(1);
	});
});
