import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultChain } from '../faults/fault-chain.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { listImages } from './list-images.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow, savePost } from './open-sidebar.ts';

/** Where an image goes, in posts that are more than a row of paragraphs. */
const wordpress = sharedWordPress();
const patience = { timeout: 90_000 };

let chain: FaultChain;
let browser: Browser;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({
		provider: 'sketch',
		max_in_article: 5,
		approval: 'by_hand',
		desktop: { width: 800, height: 450 },
		mobile: { enabled: false },
	});
	browser = await openBrowser();
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

const heading = (text: string) =>
	`<!-- wp:heading -->\n<h2 class="wp-block-heading">${text}</h2>\n<!-- /wp:heading -->`;
const paragraph = (about: string) =>
	`<!-- wp:paragraph -->\n<p>${`Whoever walks along ${about} in the evening meets people who carry baskets of fish home to the village. `.repeat(3)}</p>\n<!-- /wp:paragraph -->`;
const container = (name: string, inner: string) =>
	`<!-- wp:${name} -->\n<div class="wp-block-${name}">${inner}</div>\n<!-- /wp:${name} -->`;

async function addPost(content: string): Promise<number> {
	const fields = { title: 'Along the harbour', content, status: 'draft' };
	return ((await chain.rest('wp/v2/posts', { body: fields })) as { id: number }).id;
}

async function addPattern(content: string): Promise<number> {
	const fields = { title: 'Opening hours', content, status: 'publish' };
	return ((await chain.rest('wp/v2/blocks', { body: fields })) as { id: number }).id;
}

describe('an image goes', () => {
	it('into the column, the group, after a synced pattern and after classic content of its own section', async () => {
		const pattern = await addPattern(paragraph('the pattern'));
		const classic = `<h2>Old words</h2>\n<p>${'They were written before there were blocks, and stand here as they were. '.repeat(4)}</p>`;
		const column = (name: string) => container('column', `${heading(name)}\n\n${paragraph(name)}`);
		const content = [
			paragraph('the harbour'),
			container('group', `${heading('In a group')}\n\n${paragraph('the group')}`),
			container('columns', `${column('Left column')}\n\n${column('Right column')}`),
			heading('With a pattern'),
			`<!-- wp:block {"ref":${pattern}} /-->`,
			classic,
		].join('\n\n');
		const postId = await addPost(content);
		const page = await openWindow(browser, wordpress);
		const sidebar = await openSidebar(page, wordpress, postId);
		await sidebar.getByRole('button', { name: /^Generate 6 images/ }).click();
		await sidebar.getByRole('button', { name: 'Use all ready (6)' }).click(patience);
		await expect.poll(async () => (await listImages(page)).length, patience).toBe(5);
		const places = (await listImages(page)).map(({ inside, after }) => `${inside} < ${after}`);
		expect(places).toEqual([
			'core/group < core/paragraph',
			'core/column < core/paragraph',
			'core/column < core/paragraph',
			' < core/block',
			' < core/freeform',
		]);
		const saved = await savePost(page);
		expect(saved.split('wp-image-')).toHaveLength(6);
		const pictured = (await chain.rest(`wp/v2/blocks/${pattern}?context=edit`)) as {
			content: { raw: string };
		};
		expect(pictured.content.raw).toBe(paragraph('the pattern'));
		await cardOf(sidebar, 'Old words').getByText('In the post').waitFor(patience);
		await page.context().close();
	});
});
