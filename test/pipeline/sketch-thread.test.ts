import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { illustrate, samplePlanRequest, samplePolicy, waitFor } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

let sidecar: RunningSidecar;
let client: SignedClient;

beforeAll(async () => {
	sidecar = await startSidecar();
	client = await SignedClient.pair(sidecar);
});
afterAll(() => sidecar.stop());

describe('a post without any key', () => {
	it('gets a featured image and five in the article, drawn here', async () => {
		const { plan, generation, images } = await illustrate(
			client,
			11,
			samplePolicy({ provider: 'automatic' }),
		);
		expect(plan.drawn_without_ai).toBe(true);
		expect(plan.notices).toContainEqual({ code: 'provider_key_missing_sketch_used', subject: 'openai' });
		expect(plan.slots.map(({ selected, price_microdollars }) => [selected, price_microdollars])).toEqual(
			Array.from({ length: 6 }, () => [true, 0]),
		);
		expect(generation).toMatchObject({ state: 'finished', made: 6, failed: 0 });
		// A try that failed and was repeated would go unnoticed here.
		expect(sidecar.readLog()).not.toContain('"level":50');
		for (const slot of images.slots) {
			expect(slot.attempt).toMatchObject({ state: 'rendered', phase: 'done', progress: 1, error: null });
			expect(slot.candidates).toHaveLength(1);
			expect(slot.candidates[0]).toMatchObject({
				state: 'ready',
				drawn_without_ai: true,
				cost_microdollars: 0,
			});
			expect(slot.candidates[0]?.renditions.map(({ name, width, height }) => [name, width, height])).toEqual([
				['desktop', 1280, 720],
				['mobile', 720, 900],
			]);
		}
	});

	it('serves the very bytes that it names', async () => {
		const { images } = await illustrate(client, 12, samplePolicy({ max_in_article: 0 }));
		const candidate = images.slots[0]?.candidates[0];
		const answer = await client.send('rendition', {
			parameters: { candidate_id: candidate?.candidate_id ?? '', name: 'mobile' },
		});
		expect(answer.headers.get('content-type')).toBe('image/webp');
		expect(answer.bytes.subarray(8, 12).toString()).toBe('WEBP');
		expect(answer.bytes.length).toBe(candidate?.renditions[1]?.byte_length);
		const sha256 = createHash('sha256').update(answer.bytes).digest('hex');
		expect(answer.headers.get('etag')).toBe(`"${sha256}"`);
	});

	it('keeps its slots, and a person’s wording, from plan to plan', async () => {
		const request = samplePlanRequest(13, samplePolicy());
		const first = await client.call('makePlan', { body: request });
		const [, changed] = first.slots;
		await client.call('changeSlot', {
			parameters: { slot_id: changed?.slot_id ?? '' },
			body: { prompt: 'A fox in the rain', alt: 'Fox' },
		});
		const [lead, ...sections] = request.outline.sections;
		const moved = {
			...request,
			outline: { ...request.outline, sections: [lead!, ...sections.toReversed()] },
		};
		const second = await client.call('makePlan', { body: moved });
		expect(second.slots.map(({ slot_id }) => slot_id).toSorted()).toEqual(
			first.slots.map(({ slot_id }) => slot_id).toSorted(),
		);
		expect(second.slots.find(({ slot_id }) => slot_id === changed?.slot_id)).toMatchObject({
			heading: changed?.heading,
			prompt: 'A fox in the rain',
			alt: 'Fox',
		});
	});

	it('gets a featured image from its first section where it begins with a heading and has a short title', async () => {
		const request = samplePlanRequest(98, samplePolicy());
		request.post.title = request.outline.title = 'Moss';
		request.outline.sections = request.outline.sections.filter(({ kind }) => kind === 'section');
		const { slots } = await client.call('makePlan', { body: request });
		const featured = slots.find(({ kind }) => kind === 'featured');
		expect(featured).toMatchObject({ needs_prompt: false, selected: true });
		expect(featured?.prompt).toContain('Moss');
	});

	it('is approved once, and then waits for its site', async () => {
		const { images } = await illustrate(client, 14, samplePolicy({ max_in_article: 0 }));
		const candidateId = images.slots[0]?.candidates[0]?.candidate_id ?? '';
		const parameters = { candidate_id: candidateId };
		const body = { person: { id: 3, name: 'Ada' }, place: 'editor' as const };
		await client.call('approveCandidate', { parameters, body });
		const approved = await client.call('approveCandidate', { parameters, body });
		expect(approved).toMatchObject({ state: 'approved', approved_by: { id: 3, name: 'Ada' } });
		const state = await waitFor(
			() => client.call('siteState'),
			({ checking }) => !checking,
		);
		expect(state).toMatchObject({ delivery: 'pull', error: { code: 'site_unreachable' } });
		const { uploads } = await client.call('deliveries');
		const attemptId = images.slots[0]?.attempt?.attempt_id ?? '';
		expect(uploads.filter(({ attempt_id }) => attempt_id === attemptId)).toEqual([
			{ attempt_id: attemptId, rendition: 'desktop', post_id: 14 },
			{ attempt_id: attemptId, rendition: 'mobile', post_id: 14 },
		]);
	});

	it('is kept when it is rejected, and may still be approved', async () => {
		const { images } = await illustrate(client, 15, samplePolicy({ max_in_article: 0 }));
		const parameters = { candidate_id: images.slots[0]?.candidates[0]?.candidate_id ?? '' };
		const person = { id: 3, name: 'Ada' };
		expect((await client.call('rejectCandidate', { parameters, body: { person } })).state).toBe('rejected');
		expect((await client.send('rendition', { parameters: { ...parameters, name: 'desktop' } })).status).toBe(
			200,
		);
		const approved = await client.call('approveCandidate', { parameters, body: { person, place: 'editor' } });
		expect(approved.state).toBe('approved');
	});
});
