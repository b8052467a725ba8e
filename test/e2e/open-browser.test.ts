import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { logIn, openBrowser, openEditor } from './open-browser.ts';

const wordpress = sharedWordPress();
let browser: Browser;

beforeAll(async () => {
	browser = await openBrowser();
});
afterAll(async () => {
	await browser.close();
});

it('opens a post in the block editor, ready to be edited', async () => {
	const postId = await wordpress.runPhp<number>(
		`return wp_insert_post( array( 'post_title' => 'For the editor', 'post_content' => '<!-- wp:paragraph --><p>Some words.</p><!-- /wp:paragraph -->' ) );`,
	);
	const page = await browser.newPage();
	await logIn(page, wordpress);
	await openEditor(page, wordpress, postId);

	const canvas = page.frameLocator('iframe[name="editor-canvas"]');
	await canvas.getByRole('textbox', { name: 'Add title' }).waitFor();
	expect(await canvas.getByRole('document', { name: /Paragraph/ }).innerText()).toBe('Some words.');
	expect(await page.getByRole('dialog').count()).toBe(0);
	if (process.env.LIMNER_SCREENSHOTS) {
		await page.screenshot({ path: `${process.env.LIMNER_SCREENSHOTS}/editor.png` });
	}
});
