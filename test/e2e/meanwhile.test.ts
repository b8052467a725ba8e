import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { checkInvariants, library, readLedger } from '../faults/check-invariants.ts';
import { FaultChain } from '../faults/fault-chain.ts';
import { waitFor } from '../pipeline/sample-post.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { countImages } from './look-at-page.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow, savePost } from './open-sidebar.ts';

/** What happens around an image while it is being made costs nothing twice and leaves nothing half done. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const patience = 120_000;
const section = 'Soil';

let chain: FaultChain;
let browser: Browser;
let page: Page;
let postId: number;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	chain = await FaultChain.begin(wordpress);
	await chain.set({
		provider: 'openai',
		max_in_article: 1,
		approval: 'automatic',
		desktop: { width: 800, height: 450 },
		mobile: { enabled: false },
	});
	browser = await openBrowser();
	page = await openWindow(browser, wordpress);
});
beforeEach(async ({ task }) => {
	chain.emulator.reset();
	postId = await chain.addPost(1);
	onTestFailed(async () => {
		await page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) });
	});
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

const candidatesOf = ({ slots }: EditorPostImages) => slots.flatMap(({ candidates }) => candidates);

/** Has both images begun and not finished when `change` runs. */
async function whileMaking(change: () => Promise<void>): Promise<void> {
	chain.emulator.setScenario('ok', { latency: 5_000 });
	await chain.generate(postId, 1);
	await waitFor(
		async () => chain.emulator.requests().length,
		(count) => count === 2,
	);
	await change();
}

/** What the ledger says of this post's images, where the site itself cannot be asked. */
function ledgerOf(id: number): { state: string; error: string | null; charged: string | null }[] {
	return readLedger(
		chain,
		`SELECT state, json_extract(error_json, '$.code') AS error, json_extract(error_json, '$.charged') AS charged FROM candidates WHERE post_id = ${id}`,
	);
}

async function waitForLedger(isSo: (rows: ReturnType<typeof ledgerOf>) => boolean): Promise<void> {
	await waitFor(
		async () => ledgerOf(postId),
		(rows) => rows.length === 2 && isSo(rows),
		patience,
	);
}

async function shownIn(id: number): Promise<{ featured: boolean; inArticle: number }> {
	return await wordpress.runPhp(
		`$post = get_post( ${id} ); return array( 'featured' => has_post_thumbnail( $post ), 'inArticle' => substr_count( $post->post_content, 'wp-image-' ) );`,
	);
}

const picture = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });

describe('while images are being made', { timeout: 300_000 }, () => {
	it('WordPress goes down: they arrive when it is back, and are charged once', async () => {
		// WordPress's own way of being away: it answers 503 to everything.
		const maintenance = join(wordpress.contentDir, '..', '.maintenance');
		const sidebar = await openSidebar(page, wordpress, postId);
		await cardOf(sidebar, section).waitFor();
		await whileMaking(async () => writeFileSync(maintenance, '<?php $upgrading = time();'));
		try {
			await waitForLedger((rows) => rows.every(({ error }) => error === 'site_unreachable'));
			await sidebar.getByRole('group', { name: 'Your site does not answer' }).waitFor();
			await picture('sidebar-site-down');
		} finally {
			rmSync(maintenance);
		}
		await page.goto('about:blank');
		await wordpress.runPhp(`delete_post_meta( ${postId}, '_edit_lock' );`);
		const images = await chain.waitForImages(
			postId,
			(now) => candidatesOf(now).length === 2 && candidatesOf(now).every(({ state }) => state === 'placed'),
			patience,
		);
		expect(candidatesOf(images).map(({ error }) => error)).toEqual([null, null]);
		expect(await shownIn(postId)).toEqual({ featured: true, inArticle: 1 });
		expect(chain.emulator.charges()).toHaveLength(2);
		expect(await library(chain, postId)).toHaveLength(2);
		await checkInvariants(chain, postId);
	});

	it('the post is moved to the trash: they are kept, and used once it is restored', async () => {
		await whileMaking(() => chain.rest(`wp/v2/posts/${postId}`, { method: 'DELETE' }).then(() => undefined));
		await waitForLedger((rows) => rows.every(({ error }) => error === 'post_gone'));
		expect(await library(chain, postId)).toEqual([]);
		expect(chain.emulator.charges()).toHaveLength(2);
		await wordpress.runPhp(`wp_untrash_post( ${postId} );`);
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await card.getByRole('group', { name: 'This post is no longer there' }).waitFor();
		await picture('sidebar-post-restored');
		await card.getByRole('button', { name: 'Use it', exact: true }).click();
		await card.getByText('Save the post to keep it').waitFor({ timeout: patience });
		await savePost(page);
		expect((await shownIn(postId)).inArticle).toBe(1);
		expect(chain.emulator.charges()).toHaveLength(2);
		expect(await library(chain, postId)).toHaveLength(1);
		await checkInvariants(chain, postId);
	});

	it('the post is deleted: nothing is stored for it, and the next one is served as ever', async () => {
		await whileMaking(() =>
			chain.rest(`wp/v2/posts/${postId}?force=true`, { method: 'DELETE' }).then(() => undefined),
		);
		await waitForLedger((rows) => rows.every(({ error }) => error === 'post_gone'));
		expect(await library(chain, postId)).toEqual([]);
		expect(chain.emulator.charges()).toHaveLength(2);
		expect(chain.emulator.requests()).toHaveLength(2);
	});

	it('the section is deleted: its image is kept, is not put anywhere by itself, and can be put elsewhere', async () => {
		const other = `<!-- wp:heading -->\n<h2 class="wp-block-heading">Roofs</h2>\n<!-- /wp:heading -->\n\n<!-- wp:paragraph -->\n<p>A roof keeps the rain away from whoever is below it.</p>\n<!-- /wp:paragraph -->`;
		await whileMaking(() =>
			chain.rest(`wp/v2/posts/${postId}`, { body: { content: other } }).then(() => undefined),
		);
		await chain.waitForImages(
			postId,
			(images) =>
				candidatesOf(images).some(({ error }) => error?.code === 'section_gone') &&
				candidatesOf(images).some(({ state }) => state === 'placed'),
			patience,
		);
		expect(await shownIn(postId)).toEqual({ featured: true, inArticle: 0 });
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await card.getByRole('group', { name: 'Its section is no longer in the post' }).waitFor();
		await card.getByRole('button', { name: 'Choose another place' }).click();
		await picture('sidebar-section-gone');
		await page.getByRole('menuitem', { name: 'Roofs' }).click();
		await expect.poll(() => countImages(page), { timeout: patience }).toEqual({ blocks: 1, featured: true });
		await savePost(page);
		expect(chain.emulator.charges()).toHaveLength(2);
		expect(await library(chain, postId)).toHaveLength(2);
	});
});

describe('while the image service is down', { timeout: 300_000 }, () => {
	it('the editor writes and publishes as ever, says what is the matter, and goes on when it is back', async () => {
		await chain.set({ approval: 'by_hand' });
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await card.waitFor();
		await chain.sidecar.kill();
		const failure = sidebar.getByRole('group', { name: 'The image service does not answer' });
		await failure.waitFor({ timeout: patience });
		await failure.getByText('Your post is safe and can be published.').waitFor();
		await picture('sidebar-service-down');
		await page.getByRole('button', { name: 'Publish', exact: true }).click();
		const panel = page.getByRole('region', { name: 'Editor publish' });
		await panel.getByRole('button', { name: 'Publish', exact: true }).click();
		await panel
			.getByText(/is now live/)
			.first()
			.waitFor();
		const { status } = (await chain.rest(`wp/v2/posts/${postId}`)) as { status: string };
		expect(status).toBe('publish');
		await panel.getByRole('button', { name: 'Close panel' }).click();

		await chain.restart();
		await failure.waitFor({ state: 'detached', timeout: patience });
		await card.getByRole('button', { name: 'Generate', exact: true }).click();
		await card.getByText('Ready for you').waitFor({ timeout: patience });
		expect(chain.emulator.charges()).toHaveLength(1);
	});
});
