import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
	waitFor,
	waitForGeneration,
} from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let emulator: ProviderEmulator;
let sidecar: RunningSidecar;
let client: SignedClient;
let postId = 100;

const openAi = samplePolicy({ provider: 'openai' });

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	sidecar = await startSidecar({
		environment: {
			OPENAI_API_KEY: 'sk-emulated',
			OPENAI_BASE_URL: emulator.openaiBaseUrl,
			LIMNER_OPENAI_CONCURRENCY: '3',
		},
	});
	client = await SignedClient.pair(sidecar);
});
afterAll(async () => {
	await sidecar.stop();
	await emulator.stop();
});
afterEach(() => emulator.reset());

const nextPost = () => (postId += 1);

describe('a post with a paid provider', () => {
	it('is charged once an image, for what the plan said', async () => {
		const { plan, generation, images } = await illustrate(client, nextPost(), openAi);
		expect(generation).toMatchObject({ made: 6, failed: 0 });
		expect(emulator.charges()).toHaveLength(6);
		expect(new Set(emulator.charges().map(({ prompt_sha256 }) => prompt_sha256)).size).toBe(6);
		const planned = plan.slots.map(({ price_microdollars }) => price_microdollars ?? 0);
		const costs = images.slots.map(({ candidates }) => candidates[0]?.cost_microdollars ?? 0);
		const charged = emulator.charges().map(({ cost_microdollars }) => cost_microdollars);
		expect(sum(costs)).toBe(sum(charged));
		expect(Math.abs(sum(planned) - sum(costs)) / sum(costs)).toBeLessThan(0.1);
	});

	it('never has more calls at once than the setting says', async () => {
		emulator.setScenario('ok', { latency: 400 });
		await illustrate(client, nextPost(), openAi);
		expect(Math.max(...emulator.requests().map(({ at_once }) => at_once))).toBe(3);
	});

	it('buys a second image for a composed mobile one, with the desktop image as reference', async () => {
		const policy = { ...openAi, max_in_article: 0, mobile_mode: 'compose' as const };
		const { plan, images } = await illustrate(client, nextPost(), policy);
		expect(plan.slots[0]?.calls).toBe(2);
		expect(emulator.charges()).toHaveLength(2);
		const [generate, edit] = emulator.requests();
		expect(generate?.path).toBe('/v1/images/generations');
		expect(edit?.path).toBe('/v1/images/edits');
		expect(edit?.files).toHaveLength(1);
		expect(images.slots[0]?.candidates[0]?.renditions).toHaveLength(2);
	});

	it('shows partial images while it is made', async () => {
		emulator.setScenario('streamed');
		const policy = { ...openAi, max_in_article: 0, previews: true };
		const plan = await client.call('makePlan', { body: samplePlanRequest(nextPost(), policy) });
		const request = generationRequest(plan, policy);
		await client.call('startGeneration', { body: request });
		const attemptId = request.attempts[0]?.attempt_id ?? '';
		await waitFor(
			() => client.call('postImages', { parameters: { post_id: plan.post_id } }),
			({ slots }) => (slots[0]?.attempt?.preview_number ?? 0) > 0,
		);
		const preview = await client.send('attemptPreview', { parameters: { attempt_id: attemptId } });
		expect(preview.status).toBe(200);
		expect(preview.headers.get('content-type')).toMatch(/^image\//);
		await waitForGeneration(client, request.id);
	});

	it('has its files made anew around a focal point that a person moved', async () => {
		const { images } = await illustrate(client, nextPost(), { ...openAi, max_in_article: 0 });
		const candidate_id = images.slots[0]?.candidates[0]?.candidate_id ?? '';
		const mobileFile = async () => {
			const answer = await client.send('rendition', { parameters: { candidate_id, name: 'mobile' } });
			return answer.headers.get('etag');
		};
		const before = await mobileFile();
		const changed = await client.call('changeCandidate', {
			parameters: { candidate_id },
			body: { focal_point: { x: 0, y: 0.5 } },
		});
		expect(changed.focal_point).toEqual({ x: 0, y: 0.5 });
		await waitFor(mobileFile, (now) => now !== before);
		expect(emulator.charges()).toHaveLength(1);
	});

	it('is one generation for twenty requests with one id', async () => {
		const plan = await client.call('makePlan', { body: samplePlanRequest(nextPost(), openAi) });
		const request = generationRequest(plan, openAi);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () =>
				// The plugin issues new attempts for each request; the first ones count.
				client.call('startGeneration', {
					body: {
						...request,
						attempts: request.attempts.map((attempt) => ({ ...attempt, attempt_id: randomUUID() })),
					},
				}),
			),
		);
		expect(new Set(answers.map(({ attempts }) => JSON.stringify(attempts))).size).toBe(1);
		await waitForGeneration(client, request.id);
		expect(emulator.charges()).toHaveLength(6);
	});

	it('has one running attempt a slot for twenty requests with different ids and prompts', async () => {
		emulator.setScenario('ok', { latency: 1500 });
		const policy = { ...openAi, max_in_article: 1 };
		const plan = await client.call('makePlan', { body: samplePlanRequest(nextPost(), policy) });
		const requests = Array.from({ length: 20 }, (_, index) => {
			const request = generationRequest(plan, policy);
			return {
				...request,
				attempts: request.attempts.map((attempt) => ({ ...attempt, prompt: `Prompt ${index} of somebody` })),
			};
		});
		const answers = await Promise.all(requests.map((body) => client.call('startGeneration', { body })));
		expect(answers.filter(({ attempts }) => attempts.every(({ joined }) => !joined))).toHaveLength(1);
		await Promise.all(requests.map(({ id }) => waitForGeneration(client, id)));
		expect(emulator.charges()).toHaveLength(2);
		const images = await client.call('postImages', { parameters: { post_id: plan.post_id } });
		expect(images.slots.map(({ candidates }) => candidates.length).filter((count) => count > 0)).toEqual([
			1, 1,
		]);
	});

	it('stops when it is cancelled, and starts nothing more', async () => {
		emulator.setScenario('slow');
		const plan = await client.call('makePlan', { body: samplePlanRequest(nextPost(), openAi) });
		const request = generationRequest(plan, openAi);
		await client.call('startGeneration', { body: request });
		await waitFor(
			async () => emulator.requests().length,
			(count) => count === 3,
		);
		const cancelled = await client.call('cancelGeneration', { parameters: { generation_id: request.id } });
		expect(cancelled).toMatchObject({ state: 'cancelled', made: 0, failed: 6 });
		const images = await client.call('postImages', { parameters: { post_id: plan.post_id } });
		expect(images.running).toBe(0);
		const charged = images.slots.map(({ attempt }) => attempt?.error?.charged).toSorted();
		expect(charged).toEqual(['no', 'no', 'no', 'unknown', 'unknown', 'unknown']);
		await waitFor(
			async () => emulator.charges(),
			(charges) => charges.every(({ outcome }) => outcome !== 'begun'),
		);
		expect(emulator.requests()).toHaveLength(3);
	});

	it('is offered where it was paid for and stored by the time somebody stops it', async () => {
		const plan = await client.call('makePlan', { body: samplePlanRequest(nextPost(), openAi) });
		const request = generationRequest(plan, openAi);
		await client.call('startGeneration', { body: request });
		// Over and over while the answers come in, so that some stops meet an image that is being rendered.
		let running = true;
		while (running) {
			const { state } = await client.call('cancelGeneration', { parameters: { generation_id: request.id } });
			running = state === 'running';
		}
		const { slots } = await client.call('postImages', { parameters: { post_id: plan.post_id } });
		for (const { attempt, candidates } of slots) {
			expect(candidates).toHaveLength(attempt?.state === 'rendered' ? 1 : 0);
			if (attempt?.state === 'cancelled') expect(attempt.error?.charged).not.toBe('yes');
		}
	});
});

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
