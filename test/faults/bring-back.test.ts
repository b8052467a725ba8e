import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { sampleContent } from '../pipeline/sample-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { checkInvariants, library, readLedger } from './check-invariants.ts';
import { FaultChain } from './fault-chain.ts';

const wordpress = sharedWordPress();
let chain: FaultChain;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'sketch', max_in_article: 1, approval: 'automatic' });
});
afterAll(() => chain?.end());

const candidates = (images: EditorPostImages) => images.slots.flatMap((slot) => slot.candidates);
const contentOf = (postId: number) =>
	wordpress.runPhp<string>(`clean_post_cache( ${postId} ); return get_post( ${postId} )->post_content;`);

describe('images that come back', () => {
	it('are placed where nobody edits: the featured image, and a block after its section’s heading', async () => {
		const postId = await chain.addPost(2);
		await chain.generate(postId, 2);
		await chain.waitForImages(
			postId,
			(images) =>
				candidates(images).length === 2 && candidates(images).every(({ state }) => state === 'placed'),
		);
		const content = await contentOf(postId);
		expect(content.match(/<!-- wp:image /g)).toHaveLength(1);
		expect(content.replace(/<!-- wp:image [\s\S]*?<!-- \/wp:image -->\s*/, '').replace(/\s+/g, ' ')).toBe(
			sampleContent(2).replace(/\s+/g, ' '),
		);
		const featured = await wordpress.runPhp<number>(`return (int) get_post_thumbnail_id( ${postId} );`);
		expect(featured).toBeGreaterThan(0);
		await checkInvariants(chain, postId);
	});

	it('wait while somebody has the post open, and are placed when the lock ends', async () => {
		const postId = await chain.addPost(1);
		await lockPost(postId, 0);
		await chain.generate(postId, 1);
		await chain.waitForImages(
			postId,
			(images) =>
				candidates(images).length === 2 &&
				candidates(images).every(({ state, error }) => state === 'uploaded' && error?.code === 'post_locked'),
		);
		expect(await contentOf(postId)).toBe(sampleContent(1));
		await lockPost(postId, 151);
		await chain.waitForImages(
			postId,
			(images) => candidates(images).every(({ state }) => state === 'placed'),
			90_000,
		);
		await checkInvariants(chain, postId);
	});

	it('stay in the library where their section is gone, and say so', async () => {
		const postId = await chain.addPost(1);
		await lockPost(postId, 0);
		await chain.generate(postId, 1);
		await chain.waitForImages(
			postId,
			(images) => candidates(images).filter(({ state }) => state === 'uploaded').length === 2,
		);
		const other = '<!-- wp:paragraph --><p>Nothing of it is left.</p><!-- /wp:paragraph -->';
		await wordpress.runPhp(
			`wp_update_post( array( 'ID' => ${postId}, 'post_content' => '${other}' ) ); return true;`,
		);
		await lockPost(postId, 151);
		const images = await chain.waitForImages(
			postId,
			({ slots }) =>
				slots.some((slot) => slot.candidates.some(({ error }) => error?.code === 'section_gone')),
			90_000,
		);
		expect(candidates(images).filter(({ error }) => error?.code === 'section_gone')).toHaveLength(1);
		expect(await contentOf(postId)).toBe(other);
		expect(await library(chain, postId)).toHaveLength(4);
	});

	it('go nowhere where the post was deleted meanwhile', async () => {
		const postId = await chain.addPost(0);
		chain.emulator.setScenario('ok', { latency: 4000 });
		await chain.set({ provider: 'openai' });
		await chain.generate(postId, 0);
		const before = await countAttachments();
		await wordpress.runPhp(`wp_delete_post( ${postId}, true ); return true;`);
		await expect.poll(() => candidateErrors(postId), { timeout: 60_000 }).toEqual(['post_gone']);
		expect(await countAttachments()).toBe(before);
		await chain.set({ provider: 'sketch' });
	});
});

/** As the editor does it, so many seconds ago. */
async function lockPost(postId: number, secondsAgo: number): Promise<void> {
	await wordpress.runPhp(
		`update_post_meta( ${postId}, '_edit_lock', ( time() - ${secondsAgo} ) . ':1' ); return true;`,
	);
}

const countAttachments = () =>
	wordpress.runPhp<number>(`return (int) array_sum( (array) wp_count_attachments( 'image' ) );`);

/** The post is gone, so the plugin has nobody to tell: the ledger says it. */
async function candidateErrors(postId: number): Promise<string[]> {
	const rows = readLedger<{ error_json: string | null }>(
		chain,
		`SELECT error_json FROM candidates WHERE post_id = ${postId} AND error_json IS NOT NULL`,
	);
	return rows.map(({ error_json }) => (JSON.parse(error_json ?? '{}') as { code: string }).code);
}
