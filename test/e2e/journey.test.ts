import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { readPost } from '../posts/index.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { logIn, openBrowser, openEditor } from './open-browser.ts';
import { countImages, lookAtPage } from './look-at-page.ts';
import { startChain, type Chain } from './start-chain.ts';

/** From a post's sections to images in the post, as a blogger does it (docs/architecture.md). */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const ownWords = 'A heron standing in a flooded meadow at first light, seen from a boat.';

let chain: Chain;
let browser: Browser;
let page: Page;
let postId: number;
let address: string;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	chain = await startChain(wordpress);
	await chain.set({ provider: 'openai', max_in_article: 5, approval: 'by_hand', image_type: 'realistic' });
	const { title, content } = readPost('workshop');
	const made = await chain.admin.rest('wp/v2/posts', { body: { title, content, status: 'draft' } });
	({ id: postId, link: address } = made.body as { id: number; link: string });
	browser = await openBrowser();
	page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	page.setDefaultTimeout(30_000);
	await logIn(page, wordpress);
});

beforeEach(({ task }) => {
	onTestFailed(async () => {
		await page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) });
	});
});

afterAll(async () => {
	await browser?.close();
	await chain?.stop();
});

const sidebar = () => page.getByRole('region', { name: 'Editor settings' });
const cards = () => sidebar().getByRole('listitem');

async function openSidebar(): Promise<void> {
	await openEditor(page, wordpress, postId);
	const button = page.getByRole('button', { name: 'Images', exact: true });
	if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
	await sidebar().getByText('The room with the north window').first().waitFor();
}

describe('a post of six sections and 1,480 words', () => {
	it('is planned with prompts, sizes and a price before anything is spent', async () => {
		await openSidebar();
		await sidebar()
			.getByText(/^6 planned · about .+ · \$0\.\d+$/)
			.waitFor();
		expect(chain.emulator.charges()).toEqual([]);
		await page.screenshot({ path: join(screenshots, 'sidebar-plan.png') });
	});

	it('takes a prompt in the own words of its author', async () => {
		const card = cards().filter({ hasText: 'Grinding the colours' });
		await card.getByRole('button', { name: 'Edit prompt' }).click();
		const field = card.getByRole('textbox', { name: /^Prompt for/ });
		await field.fill(ownWords);
		const kept = page.waitForResponse(
			(answer) => /\/slots\//.test(answer.url()) && answer.request().method() !== 'GET',
		);
		await card.getByRole('button', { name: 'Done' }).click();
		expect((await kept).status()).toBe(200);
	});

	it('shows the progress of every image, and the same after a reload in the middle', async () => {
		chain.emulator.setScenario('slow', { latency: 12_000 });
		await sidebar()
			.getByRole('button', { name: /^Generate 6 images · \$0\.\d+$/ })
			.click();
		await sidebar()
			.getByText(/^Drawing/)
			.first()
			.waitFor();
		await page.screenshot({ path: join(screenshots, 'sidebar-progress.png') });
		await openSidebar();
		await expect.poll(() => sidebar().getByRole('progressbar').count()).toBeGreaterThan(0);
		await sidebar().getByText('6 ready').waitFor({ timeout: 90_000 });
		await page.screenshot({ path: join(screenshots, 'sidebar-ready.png') });
		expect(chain.emulator.charges()).toHaveLength(6);
		const prompts = chain.emulator.requests().map(({ body }) => String(body['prompt']));
		expect(prompts.filter((prompt) => prompt.includes(ownWords))).toHaveLength(1);
	});

	it('gets its images by one button, each as an ordinary block that can be undone', async () => {
		await sidebar().getByRole('button', { name: 'Use all ready (6)' }).click();
		await expect.poll(() => countImages(page), { timeout: 90_000 }).toEqual({ blocks: 5, featured: true });
		await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
		await expect.poll(async () => sum(await countImages(page))).toBe(5);
		await page.getByRole('button', { name: 'Redo', exact: true }).click();
		await expect.poll(() => countImages(page)).toEqual({ blocks: 5, featured: true });
		await page.screenshot({ path: join(screenshots, 'editor-with-images.png') });
	});

	it('is saved and published without a block that the editor would call invalid', async () => {
		const saved = await page.evaluate(publish);
		expect(saved).toEqual({ status: 'publish', invalid: 0, images: 5 });
		await sidebar().getByText('In the post').first().waitFor();
		await openSidebar();
		expect(await sidebar().getByText('In the post').count()).toBe(6);
		expect((await countImages(page)).blocks).toBe(5);
	});
});

describe('its public page', () => {
	it.each([
		{ name: 'a desktop', width: 1280, height: 900, ratio: 1600 / 900 },
		{ name: 'a phone', width: 390, height: 844, ratio: 960 / 1200 },
	])('shows $name its own files in their own ratio, without a shift', async ({ width, height, ratio }) => {
		// Without the theme's web fonts, which move lines of text a little when they come, whatever the images do.
		const seen = await lookAtPage(browser, address, { width, height }, /\.woff2?(\?|$)/);
		await seen.page.screenshot({ path: join(screenshots, `page-${width}.png`), fullPage: true });
		expect(seen.content).toHaveLength(5);
		for (const image of seen.content) {
			expect(image.natural, image.currentSrc).toBeCloseTo(ratio, 1);
			expect(image.rendered, image.currentSrc).toBeCloseTo(image.natural, 1);
			expect(image.alt).not.toBe('');
			expect(image.sized).toBe(true);
		}
		expect(seen.layoutShift).toBeLessThan(0.0005);
		expect(seen.highPriority).toBeLessThanOrEqual(1);
		expect(seen.lazyAboveTheFold).toEqual([]);
		await seen.page.close();
	});

	it('keeps lightbox, alignment and gallery as they are without Limner', async () => {
		const ids = await wordpress.runPhp<number[]>(
			`preg_match_all( '/wp-image-(\\d+)/', get_post( ${postId} )->post_content, $found ); return array_map( 'intval', $found[1] );`,
		);
		const id = ids[0] ?? 0;
		const image = (attributes: object, classes: string) =>
			`<!-- wp:image ${JSON.stringify({ id, sizeSlug: 'large', linkDestination: 'none', ...attributes })} --><figure class="wp-block-image size-large${classes}"><img src="@@" alt="A" class="wp-image-${id}"/></figure><!-- /wp:image -->`;
		const content = [
			image({ lightbox: { enabled: true } }, ''),
			image({ align: 'wide' }, ' alignwide'),
			`<!-- wp:gallery {"linkTo":"none"} --><figure class="wp-block-gallery has-nested-images columns-default is-cropped">${image({}, '')}${image({}, '')}</figure><!-- /wp:gallery -->`,
		].join('\n\n');
		const link = await wordpress.runPhp<string>(
			`$content = str_replace( '@@', wp_get_attachment_image_url( ${id}, 'large' ), base64_decode( '${Buffer.from(content).toString('base64')}' ) );
			return get_permalink( wp_insert_post( wp_slash( array( 'post_title' => 'Ways to show an image', 'post_status' => 'publish', 'post_content' => $content ) ) ) );`,
		);
		const seen = await lookAtPage(browser, link, { width: 1280, height: 900 });
		expect(seen.page.locator('.alignwide img')).toBeDefined();
		const wide = await seen.page.locator('figure.alignwide img').boundingBox();
		const narrow = await seen.page.locator('figure.wp-lightbox-container img').first().boundingBox();
		expect(wide?.width).toBeGreaterThan(narrow?.width ?? Infinity);
		const inGallery = seen.page.locator('.wp-block-gallery figure.wp-block-image');
		const [first, second] = [await inGallery.nth(0).boundingBox(), await inGallery.nth(1).boundingBox()];
		expect(first?.y).toBe(second?.y);
		const trigger = seen.page.locator('button.lightbox-trigger').first();
		await seen.page.locator('figure.wp-lightbox-container').first().hover();
		await trigger.click();
		await seen.page.locator('.wp-lightbox-overlay.active').waitFor();
		await seen.page.keyboard.press('Escape');
		await seen.page.close();
	});

	it('still shows every image when the plugin is deactivated', async () => {
		await wordpress.runPhp(
			`require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins( 'limner/limner.php' );`,
		);
		try {
			const seen = await lookAtPage(browser, address, { width: 390, height: 844 });
			expect(seen.content).toHaveLength(5);
			expect(seen.content.every(({ natural }) => Math.abs(natural - 1600 / 900) < 0.05)).toBe(true);
			await seen.page.close();
		} finally {
			await wordpress.runPhp(
				`require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( 'limner/limner.php' );`,
			);
		}
	});
});

function sum({ blocks, featured }: { blocks: number; featured: boolean }): number {
	return blocks + Number(featured);
}

interface EditorGlobals {
	wp: {
		data: {
			dispatch(store: 'core/editor'): { editPost(edits: object): void; savePost(): Promise<void> };
			select(store: 'core/editor'): { getCurrentPostAttribute(name: 'status'): string };
			select(store: 'core/block-editor'): { getBlocks(): { name: string; isValid: boolean }[] };
		};
	};
}

/** Runs in the page. */
async function publish(): Promise<{ status: string; invalid: number; images: number }> {
	const { data } = (window as Window & Partial<EditorGlobals>).wp ?? { data: undefined };
	if (!data) throw new Error('This is not the editor.');
	data.dispatch('core/editor').editPost({ status: 'publish' });
	await data.dispatch('core/editor').savePost();
	const blocks = data.select('core/block-editor').getBlocks();
	return {
		status: data.select('core/editor').getCurrentPostAttribute('status'),
		invalid: blocks.filter(({ isValid }) => !isValid).length,
		images: blocks.filter(({ name }) => name === 'core/image').length,
	};
}
