import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../pipeline/sample-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { checkInvariants, library, readLedger } from './check-invariants.ts';
import { FaultChain } from './fault-chain.ts';

const wordpress = sharedWordPress();
let chain: FaultChain;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress, { LIMNER_OPENAI_CONCURRENCY: '2' });
});
afterAll(() => chain?.end());

describe('a sidecar that is killed twice while six images are being made', () => {
	it('ends every image as placed, or as one that may have been charged', async () => {
		await chain.set({ provider: 'openai', max_in_article: 5, approval: 'automatic' });
		const postId = await chain.addPost(5);
		chain.emulator.setScenario('ok', { latency: 1500 });
		await chain.generate(postId, 5);
		await waitFor(
			async () => chain.emulator.requests().length,
			(count) => count >= 3,
		);
		await chain.sidecar.kill();
		await chain.restart();
		const before = chain.emulator.requests().length;
		await waitFor(
			async () => chain.emulator.requests().length,
			(count) => count >= before + 1,
		);
		await chain.sidecar.kill();
		const killedAt = Date.now();
		await chain.restart();
		await waitFor(
			async () => chain.emulator.requests().length,
			(count) => count > before + 1,
		);
		expect(Date.now() - killedAt, 'milliseconds until it went on').toBeLessThan(20_000);
		const images = await chain.waitForImages(postId, ({ running, slots }) => {
			const candidates = slots.flatMap((slot) => slot.candidates);
			return running === 0 && candidates.every(({ state }) => state === 'placed');
		});
		const ends = images.slots.map(
			({ attempt, candidates }) => candidates[0]?.state ?? attempt?.error?.charged,
		);
		expect(ends).toHaveLength(6);
		expect(
			ends.every((end) => end === 'placed' || end === 'unknown'),
			ends.join(),
		).toBe(true);
		expect(ends).toContain('placed');
		const doubts = readLedger<{ state: string }>(chain, `SELECT state FROM calls WHERE state = 'in_doubt'`);
		expect(ends.filter((end) => end === 'unknown')).toHaveLength(doubts.length);
		await checkInvariants(chain, postId);
		expect(await library(chain, postId)).toHaveLength(2 * ends.filter((end) => end === 'placed').length);
	});

	it('costs nothing more when it is killed between approving and uploading', async () => {
		await chain.set({ approval: 'by_hand' });
		chain.emulator.reset();
		const postId = await chain.addPost(2);
		await chain.generate(postId, 2);
		const ready = await chain.waitForImages(postId, ({ running }) => running === 0);
		const charges = chain.emulator.charges().length;
		const candidates = ready.slots.flatMap((slot) => slot.candidates);
		for (const { candidate_id } of candidates) {
			await chain.rest(`limner/v1/posts/${postId}/candidates/${candidate_id}/approve`, { method: 'POST' });
		}
		await chain.sidecar.kill();
		await chain.restart();
		const states = ['uploaded', 'placed'];
		await chain.waitForImages(postId, ({ slots }) =>
			slots.every((slot) => slot.candidates.every(({ state }) => states.includes(state))),
		);
		expect(chain.emulator.charges()).toHaveLength(charges);
		await checkInvariants(chain, postId);
		expect(await library(chain, postId)).toHaveLength(2 * candidates.length);
	});
});
