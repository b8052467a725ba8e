import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../pipeline/sample-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { library, readLedger } from './check-invariants.ts';
import { FaultChain } from './fault-chain.ts';

/** A provider that works by tasks has a name for each: whoever knows it need not buy anything twice. */
const wordpress = sharedWordPress();
let chain: FaultChain;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress, { FAL_KEY: 'emulated:key' });
	await chain.set({ provider: 'fal', max_in_article: 1, approval: 'automatic' });
});
afterAll(() => chain?.end());

const orders = () => chain.emulator.requests().filter(({ method }) => method === 'POST');
const tasks = () => chain.emulator.tasks();

describe('a sidecar that is killed while a provider works on its tasks', () => {
	it('asks for the same tasks again, pays each once, and the images arrive in the post', async () => {
		const postId = await chain.addPost(1);
		chain.emulator.setScenario('slow', { latency: 8_000 });
		await chain.generate(postId, 1);
		await waitFor(
			async () => tasks(),
			(begun) => begun.length === 2 && begun.every(({ asked }) => asked > 0),
		);
		await chain.sidecar.kill();
		const asked = new Map(tasks().map((task) => [task.id, task.asked]));
		await chain.restart();
		await chain.waitForImages(postId, ({ running, slots }) => {
			const states = slots.flatMap(({ candidates }) => candidates.map(({ state }) => state));
			return running === 0 && states.length === 2 && states.every((state) => state === 'placed');
		});

		expect(orders(), 'tasks that were ordered').toHaveLength(2);
		expect(chain.emulator.charges()).toHaveLength(2);
		for (const task of tasks()) expect(task.asked).toBeGreaterThan(asked.get(task.id) ?? Infinity);
		const calls = readLedger<{ state: string; remote_id: string; actual_microdollars: number }>(
			chain,
			`SELECT state, remote_id, actual_microdollars FROM calls WHERE post_id = ${postId}`,
		);
		expect(calls.map(({ state }) => state)).toEqual(['stored', 'stored']);
		for (const { id, cost } of tasks()) {
			const call = calls.find(({ remote_id }) => remote_id.includes(id));
			expect(call?.actual_microdollars, 'what the provider billed').toBe(cost);
		}

		expect(await library(chain, postId)).toHaveLength(4);
		const { content, featured } = await wordpress.runPhp<{ content: string; featured: number }>(
			`clean_post_cache( ${postId} );
			return array( 'content' => get_post( ${postId} )->post_content, 'featured' => (int) get_post_thumbnail_id( ${postId} ) );`,
		);
		expect(content.match(/<!-- wp:image /g)).toHaveLength(1);
		expect(featured).toBeGreaterThan(0);
	});
});
