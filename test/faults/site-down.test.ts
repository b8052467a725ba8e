import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { checkInvariants, library } from './check-invariants.ts';
import { FaultChain } from './fault-chain.ts';

const wordpress = sharedWordPress();
let chain: FaultChain;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'sketch', max_in_article: 1, approval: 'automatic' });
});
afterAll(() => chain?.end());

const candidates = (images: EditorPostImages) => images.slots.flatMap((slot) => slot.candidates);

describe('a site that answers with its maintenance page while images come back', () => {
	it('gets them afterwards, once', async () => {
		const postId = await chain.addPost(1);
		await chain.wordpress.runPhp(`
			file_put_contents( WPMU_PLUGIN_DIR . '/limner-test-maintenance.php', '<?php
				if ( str_contains( $_SERVER["REQUEST_URI"], "limner/v1/media" ) ) {
					header( "Retry-After: 2", true, 503 );
					exit( "<html>Briefly unavailable for scheduled maintenance.</html>" );
				}' );
			return true;
		`);
		try {
			await chain.generate(postId, 1);
			await chain.waitForImages(
				postId,
				(images) =>
					candidates(images).length === 2 &&
					candidates(images).every(
						({ state, error }) => state === 'approved' && error?.code === 'site_unreachable',
					),
			);
			expect(await library(chain, postId)).toEqual([]);
		} finally {
			await chain.wordpress.runPhp(
				`unlink( WPMU_PLUGIN_DIR . '/limner-test-maintenance.php' ); return true;`,
			);
		}
		await chain.waitForImages(
			postId,
			(images) => candidates(images).every(({ state }) => state === 'placed'),
			90_000,
		);
		expect(await library(chain, postId)).toHaveLength(4);
		await checkInvariants(chain, postId);
	});
});
