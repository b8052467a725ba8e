import type { Browser, Locator, Page } from 'playwright-core';

import type { WordPress, WordPressAddress } from '../wordpress/use-wordpress.ts';
import { openEditor } from './open-browser.ts';

/** PHP in WebAssembly on a busy machine answers late, but it does answer; in milliseconds. */
const patience = 90_000;

/** A window of its own, as of another person or another computer, logged in. */
export async function openWindow(browser: Browser, site: WordPress, user?: string): Promise<Page> {
	const { cookie } = await site.logIn(user);
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	await context.addCookies(
		cookie.split('; ').map((pair) => {
			const [name = '', value = ''] = pair.split('=', 2);
			return { name, value, url: site.url };
		}),
	);
	const page = await context.newPage();
	page.setDefaultTimeout(patience);
	return page;
}

/** Opens a post in the editor with Limner's sidebar beside it, and returns that. */
export async function openSidebar(
	page: Page,
	site: WordPressAddress,
	postId: number,
	title = 'Images',
): Promise<Locator> {
	await openEditor(page, site, postId);
	const button = page.getByRole('button', { name: title, exact: true });
	if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
	const sidebar = page.locator('.limner-sidebar');
	await sidebar.waitFor();
	return sidebar;
}

/** The card of a section, by its heading, or of the featured image. */
export function cardOf(sidebar: Locator, name: string): Locator {
	return sidebar.getByRole('listitem', { name, exact: true });
}

interface EditorGlobals {
	wp: {
		data: {
			dispatch(store: 'core/editor'): { savePost(): Promise<void> };
			select(store: 'core/editor'): {
				didPostSaveRequestSucceed(): boolean;
				getEditedPostContent(): string;
			};
		};
	};
}

/** Saves as the Save button does, and returns the content that the editor holds then. */
export async function savePost(page: Page): Promise<string> {
	return await page.evaluate(async () => {
		const data = (window as Window & Partial<EditorGlobals>).wp?.data;
		if (!data) throw new Error('This is not the editor.');
		await data.dispatch('core/editor').savePost();
		if (!data.select('core/editor').didPostSaveRequestSucceed()) throw new Error('The post was not saved.');
		return data.select('core/editor').getEditedPostContent();
	});
}
