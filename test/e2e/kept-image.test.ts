import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkInvariants, library } from '../faults/check-invariants.ts';
import { FaultChain } from '../faults/fault-chain.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { countImages } from './look-at-page.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow, savePost } from './open-sidebar.ts';

/** An image that somebody approved and did not save is not lost, and not there twice. */
const wordpress = sharedWordPress();
const patience = { timeout: 90_000 };
const section = 'Soil';

let chain: FaultChain;
let browser: Browser;
let postId: number;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'openai', max_in_article: 1, approval: 'by_hand' });
	browser = await openBrowser();
});
// Each look has a post of its own: what is approved once cannot be approved again.
beforeEach(async () => {
	chain.emulator.reset();
	postId = await chain.addPost(1);
	await chain.generate(postId, 1);
	await chain.waitForImages(postId, ({ running }) => running === 0);
});
afterEach(async () => {
	await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

async function approveAndLeave(page: Page): Promise<void> {
	const sidebar = await openSidebar(page, wordpress, postId);
	const approved = page.waitForResponse((answer) => /\/approve/.test(answer.url()));
	await cardOf(sidebar, section).getByRole('button', { name: 'Use it', exact: true }).click();
	expect((await approved).status()).toBeLessThan(300);
	await page.context().close();
}

describe('a tab that is closed between approving and saving', () => {
	it('leaves an image in the library that is offered again once, and put in once', async () => {
		await approveAndLeave(await openWindow(browser, wordpress));
		await chain.waitForImages(postId, ({ slots }) =>
			slots.some(({ candidates }) => candidates.some(({ state }) => state === 'uploaded')),
		);
		await expect.poll(async () => (await library(chain, postId)).length, { timeout: 30_000 }).toBe(2);
		expect(await contentOf(postId)).not.toContain('wp-image-');

		const page = await openWindow(browser, wordpress);
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await card.getByText('Ready for you').waitFor(patience);
		expect(await card.count()).toBe(1);
		expect((await countImages(page)).blocks).toBe(0);
		await card.getByRole('button', { name: 'Use it', exact: true }).click();
		await card.getByText('Save the post to keep it').waitFor(patience);
		expect((await countImages(page)).blocks).toBe(1);
		await savePost(page);
		await card.getByText('In the post').waitFor(patience);

		const again = await openSidebar(page, wordpress, postId);
		await cardOf(again, section).getByText('In the post').waitFor(patience);
		expect(await again.getByRole('button', { name: 'Use it', exact: true }).count()).toBe(1);
		expect((await countImages(page)).blocks).toBe(1);
		expect((await contentOf(postId)).split('wp-image-')).toHaveLength(2);
		expect(await library(chain, postId)).toHaveLength(2);
		expect(chain.emulator.charges()).toHaveLength(2);
		await checkInvariants(chain, postId);
	});
});

async function contentOf(id: number): Promise<string> {
	return await wordpress.runPhp<string>(`return get_post( ${id} )->post_content;`);
}
