import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPost } from '../posts/index.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { countImages, lookAtPage } from './look-at-page.ts';
import { logIn, openBrowser, openEditor } from './open-browser.ts';
import { startChain, type Chain } from './start-chain.ts';

/** What somebody sees who has no key: title cards drawn on the sidecar. The README's pictures come from here. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');

let chain: Chain;
let browser: Browser;
let page: Page;
let address: string;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	chain = await startChain(wordpress, { OPENAI_API_KEY: '' });
	await chain.set({
		provider: 'automatic',
		image_type: 'flat',
		max_in_article: 3,
		style: { palette: ['#1f3a5f', '#e8c872', '#b5543c', '#f4efe6'], guidelines: '', avoid: '' },
	});
	browser = await openBrowser();
	page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	page.setDefaultTimeout(60_000);
	await logIn(page, wordpress);
});

afterAll(async () => {
	await browser?.close();
	await chain?.stop();
});

const sidebar = () => page.getByRole('region', { name: 'Editor settings' });

it('makes a post its pictures without a key and without cost', async () => {
	const { title, content } = readPost('workshop');
	const made = await chain.admin.rest('wp/v2/posts', { body: { title, content, status: 'publish' } });
	const { id, link } = made.body as { id: number; link: string };
	address = link;
	await openEditor(page, wordpress, id);
	await page.getByRole('button', { name: 'Images', exact: true }).click();
	await sidebar().getByRole('button', { name: 'Generate 4 images · free' }).click();
	await sidebar().getByText('4 ready').waitFor({ timeout: 90_000 });
	await expect
		.poll(() =>
			sidebar()
				.locator('img')
				.evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length),
		)
		.toBeGreaterThanOrEqual(4);
	await page.screenshot({ path: join(screenshots, 'readme-sidebar.png') });
	expect(chain.emulator.requests()).toEqual([]);
});

it('is a sidebar that a screen reader can read', async () => {
	await page.evaluate(axe.source);
	const violations = await page.evaluate(runAxe, '#limner\\:images');
	expect(violations).toEqual([]);
});

it('shows them to readers', async () => {
	await sidebar().getByRole('button', { name: 'Use all ready (4)' }).click();
	await expect.poll(() => countImages(page), { timeout: 90_000 }).toEqual({ blocks: 3, featured: true });
	await page.evaluate(save);
	for (const [width, height] of [
		[1280, 1600],
		[390, 1600],
	] as const) {
		const seen = await lookAtPage(browser, address, { width, height });
		await seen.page.evaluate(() => window.scrollTo(0, 0));
		await seen.page.screenshot({ path: join(screenshots, `readme-page-${width}.png`) });
		expect(seen.content).toHaveLength(3);
		await seen.page.close();
	}
});

it('says on the settings page how the two are connected', async () => {
	await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=limner`);
	await page.getByRole('heading', { level: 1, name: 'Limner' }).waitFor();
	await page.screenshot({ path: join(screenshots, 'readme-settings.png') });
});

interface PageGlobals {
	axe: { run(selector: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
	wp: { data: { dispatch(store: 'core/editor'): { savePost(): Promise<void> } } };
}

/** Runs in the page. */
async function runAxe(selector: string): Promise<string[]> {
	const { axe } = window as Window & Partial<PageGlobals>;
	if (!axe) throw new Error('axe did not load.');
	const { violations } = await axe.run(selector);
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
	);
}

/** Runs in the page. */
async function save(): Promise<void> {
	await (window as Window & Partial<PageGlobals>).wp?.data.dispatch('core/editor').savePost();
}
