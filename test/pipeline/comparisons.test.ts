import { randomUUID } from 'node:crypto';
import type { ComparisonRequest } from '@limner/shared/contracts/comparison';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { EDITOR, samplePolicy, waitFor, waitForGeneration } from './sample-post.ts';
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
			FAL_KEY: 'emulated:key',
			FAL_BASE_URL: emulator.baseUrl('fal'),
			GEMINI_API_KEY: 'emulated-key',
			GEMINI_BASE_URL: emulator.baseUrl('google'),
		},
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const THREE = ['openai', 'fal', 'google'].map((provider) => ({ provider, model: '' }));
const asking = (changes: Partial<ComparisonRequest> = {}): ComparisonRequest => ({
	id: randomUUID(),
	person: EDITOR,
	policy: samplePolicy({ provider: 'sketch', approval: 'automatic' }),
	prompt: 'A stone stair that goes down into green water at dawn',
	language: 'en',
	models: THREE,
	tier: null,
	providers: [],
	size: null,
	template: null,
	dry_run: false,
	...changes,
});

async function compare(changes: Partial<ComparisonRequest> = {}) {
	const body = asking(changes);
	await client.call('startComparison', { body });
	await waitForGeneration(client, body.id);
	return client.call('comparison', { parameters: { comparison_id: body.id } });
}

const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
const chargesByProvider = () =>
	Object.fromEntries(emulator.charges().map(({ provider, cost_microdollars: cost }) => [provider, cost]));

describe('a comparison', () => {
	it('has one prompt drawn by each model, with the time and the price that the provider charged', async () => {
		const compared = await compare();
		expect(compared).toMatchObject({ state: 'finished', prices_unknown: 0 });
		expect(compared.models.map(({ number, provider, state }) => [number, provider, state])).toEqual([
			[1, 'openai', 'rendered'],
			[2, 'fal', 'rendered'],
			[3, 'google', 'rendered'],
		]);
		const costs = compared.models.map(({ provider, cost_microdollars }) => [provider, cost_microdollars]);
		expect(Object.fromEntries(costs)).toEqual(chargesByProvider());
		expect(emulator.charges()).toHaveLength(3);
		expect(compared.cost_microdollars).toBe(sum(emulator.charges().map((one) => one.cost_microdollars)));
		for (const { seconds, size, image, model } of compared.models) {
			expect(seconds).toBeGreaterThanOrEqual(0);
			expect(size).not.toBeNull();
			expect(image).toMatchObject({ width: 1280, height: 720, media_type: 'image/webp' });
			expect(model).not.toBe('');
		}
		const usage = await client.call('usage', { query: { group: 'post' } });
		expect(usage.rows.find(({ key }) => key === String(compared.post_id))).toMatchObject({
			images: 3,
			cost_microdollars: compared.cost_microdollars,
		});
	});

	it('gives each image as its candidate’s rendition, and approves none by itself', async () => {
		const { models, post_id } = await compare({ size: { width: 800, height: 800 } });
		for (const { candidate_id, image } of models) {
			const parameters = { candidate_id: candidate_id ?? '', name: 'desktop' };
			const bytes = await client.call('rendition', { parameters });
			expect(bytes).toHaveLength(image?.byte_length ?? 0);
			expect(image).toMatchObject({ width: 800, height: 800 });
		}
		const { slots } = await client.call('postImages', { parameters: { post_id } });
		expect(slots.flatMap(({ candidates }) => candidates.map(({ state }) => state))).toEqual(
			models.map(() => 'ready'),
		);
	});

	it('says what it would cost and keeps nothing, where that is all that is asked', async () => {
		const body = asking({ dry_run: true });
		const planned = await client.call('startComparison', { body });
		expect(planned.state).toBe('planned');
		expect(planned.price_microdollars).toBe(sum(planned.models.map((one) => one.price_microdollars)));
		expect(planned.price_microdollars).toBeGreaterThan(0);
		const parameters = { comparison_id: body.id };
		expect(await client.refusal('comparison', { parameters })).toMatchObject({ code: 'not_found' });
		expect(emulator.requests()).toEqual([]);
	});

	it('is one comparison where the same id comes twice, and no other one', async () => {
		const body = asking();
		await client.call('startComparison', { body });
		await client.call('startComparison', { body });
		await waitForGeneration(client, body.id);
		expect(emulator.charges()).toHaveLength(3);
		const other = { ...body, models: THREE.slice(0, 2) };
		expect(await client.refusal('startComparison', { body: other })).toMatchObject({
			code: 'generation_conflict',
		});
	});

	it('takes of each provider its model of a tier', async () => {
		const body = asking({ models: [], tier: 'draft', providers: ['google', 'fal'], dry_run: true });
		const { models } = await client.call('startComparison', { body });
		expect(models.map(({ provider }) => provider)).toEqual(['google', 'fal']);
		const { models: known } = await client.call('models', { query: { tier: 'draft' } });
		for (const { provider, model } of models)
			expect(known.some((one) => one.provider === provider && one.model === model)).toBe(true);
	});

	it('is stopped as its generation', async () => {
		emulator.setScenario('slow', { latency: 30_000 });
		const body = asking();
		await client.call('startComparison', { body });
		await waitFor(
			() => Promise.resolve(emulator.requests().length),
			(requests) => requests >= 3,
		);
		await client.call('cancelGeneration', { parameters: { generation_id: body.id } });
		const stopped = await client.call('comparison', { parameters: { comparison_id: body.id } });
		expect(stopped.state).toBe('cancelled');
		expect(stopped.models.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
	});
});

describe('a model that fails', () => {
	it('stops no other one, and says why', async () => {
		emulator.setSteps([{ name: 'moderation', provider: 'fal' }]);
		const { models, cost_microdollars } = await compare();
		expect(models.map(({ state }) => state === 'rendered')).toEqual([true, false, true]);
		expect(models[1]).toMatchObject({ error: { code: 'provider_moderated' }, image: null });
		expect(chargesByProvider()).not.toHaveProperty('fal');
		expect(cost_microdollars).toBe(sum(emulator.charges().map((one) => one.cost_microdollars)));
	});

	it('or cannot be asked at all stands beside those that can', async () => {
		const { models } = await compare({
			models: [
				...THREE.slice(0, 1),
				{ provider: 'bfl', model: '' },
				{ provider: 'google', model: 'gemini-9' },
			],
		});
		expect(models.map(({ state, error }) => [state, error?.code])).toEqual([
			['rendered', undefined],
			['refused', 'provider_key_missing'],
			['refused', 'model_unknown'],
		]);
		expect(models.slice(1).map(({ size, price_microdollars }) => [size, price_microdollars])).toEqual([
			[null, null],
			[null, null],
		]);
		expect(emulator.charges()).toHaveLength(1);
	});

	it('leaves its picture to no other provider, whatever the site’s fallbacks are', async () => {
		emulator.setSteps([{ name: 'quota', provider: 'fal' }]);
		const plain = samplePolicy();
		// It is cheaper, so it would take over anywhere else.
		const fallbacks = [{ provider: 'openai', model: '' }];
		const policy = { ...plain, choice: { ...plain.choice, fallbacks } };
		const { models } = await compare({ policy, models: THREE.slice(1) });
		expect(models[0]).toMatchObject({ provider: 'fal', error: { code: 'provider_quota' } });
		expect(Object.keys(chargesByProvider())).toEqual(['google']);
	});
});

describe('a comparison that cannot begin', () => {
	it.each<[string, Partial<ComparisonRequest>, string]>([
		['the same model twice', { models: [...THREE, ...THREE.slice(0, 1)] }, 'request_malformed'],
		['models and a tier', { tier: 'draft' }, 'request_malformed'],
		['a size and a template', { size: { width: 64, height: 64 }, template: 'x-card' }, 'request_malformed'],
		['a provider that there is not', { models: [], providers: ['opnai'] }, 'request_malformed'],
		['more than the run may cost', { policy: limited() }, 'budget_reached'],
	])('is refused before anything is spent: %s', async (_, changes, code) => {
		expect(await client.refusal('startComparison', { body: asking(changes) })).toMatchObject({ code });
		expect(emulator.requests()).toEqual([]);
	});

	/** Room for one of the three images. */
	function limited() {
		return samplePolicy({ limits: { site_month: null, person_month: null, post: null, run: 10_000 } });
	}
});

describe('the winner', () => {
	it('becomes a prompt example and says which settings make images like it', async () => {
		emulator.setSteps([{ name: 'moderation', provider: 'google' }]);
		const { id, prompt, models } = await compare();
		const parameters = { comparison_id: id };
		const [, second] = models;
		const won = await client.call('chooseWinner', { parameters, body: { number: 2, name: 'Stair' } });
		const settings = { provider: 'fal', model: second?.model, quality: 'low' };
		expect(won.settings).toEqual(settings);
		expect(won.example).toMatchObject({ name: 'Stair', prompt, provider: 'fal', model: second?.model });
		const { examples } = await client.call('promptExamples');
		expect(examples).toEqual([won.example]);
		const again = { parameters, body: { number: 1, name: 'stair' } };
		expect(await client.refusal('chooseWinner', again)).toMatchObject({ code: 'name_taken' });
		const failed = { parameters, body: { number: 3 } };
		expect(await client.refusal('chooseWinner', failed)).toMatchObject({ code: 'not_found' });
		const only = await client.call('chooseWinner', { parameters, body: { number: 2 } });
		expect(only).toEqual({ example: null, settings });
	});

	it('belongs to the site that compared', async () => {
		const { id } = await compare({ models: THREE.slice(0, 1) });
		const other = await SignedClient.pair(sidecar);
		const parameters = { comparison_id: id };
		expect(await other.refusal('comparison', { parameters })).toMatchObject({ code: 'not_found' });
	});
});
