import { chromium, type Browser, type Page } from 'playwright-core';

import type { WordPressAddress } from '../wordpress/use-wordpress.ts';
import { findChrome } from './find-chrome.ts';

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A headless Chromium with a profile of its own; close it with `browser.close()`. */
export async function openBrowser(): Promise<Browser> {
	const executablePath = findChrome();
	if (executablePath === undefined) {
		throw new Error('No Chrome or Chromium was found. Install one, or name it in CHROME_PATH.');
	}
	return await chromium.launch({ executablePath, args: flags });
}

/** PHP in WebAssembly on a busy machine answers late, but it does answer; in milliseconds. */
const patience = 90_000;

type Site = Pick<WordPressAddress, 'url' | 'adminUser' | 'adminPassword'>;

export async function logIn(page: Page, site: Site, user = site.adminUser): Promise<void> {
	page.setDefaultTimeout(patience);
	await page.goto(`${site.url}/wp-login.php`, { waitUntil: 'domcontentloaded' });
	await page.locator('#user_login').fill(user);
	await page.locator('#user_pass').fill(site.adminPassword);
	await page.locator('#wp-submit').click();
	await page.waitForURL(/\/wp-admin\//, { waitUntil: 'domcontentloaded' });
}

/** Opens the block editor on a post and returns once its blocks can be edited, without its welcome guide. */
export async function openEditor(page: Page, site: Site, postId: number): Promise<void> {
	await page.goto(`${site.url}/wp-admin/post.php?post=${postId}&action=edit`, {
		waitUntil: 'domcontentloaded',
	});
	await page.waitForFunction(isEditorReady, postId);
	await page.evaluate(switchGuidesOff);
	await page.locator('.edit-post-welcome-guide, .editor-welcome-guide').waitFor({ state: 'detached' });
}

interface EditorWindow {
	wp?: {
		data?: {
			select: (store: string) => {
				getCurrentPostId?: () => number | null;
				__unstableIsEditorReady?: () => boolean;
			};
			dispatch: (store: string) => { set: (scope: string, name: string, value: boolean) => void };
		};
	};
}

/** Runs in the page. */
function isEditorReady(postId: number): boolean {
	const editor = (window as EditorWindow).wp?.data?.select('core/editor');
	return editor?.getCurrentPostId?.() === postId && editor.__unstableIsEditorReady?.() === true;
}

/** Runs in the page. */
function switchGuidesOff(): void {
	const preferences = (window as EditorWindow).wp?.data?.dispatch('core/preferences');
	for (const scope of ['core/edit-post', 'core/edit-site', 'core']) {
		preferences?.set(scope, 'welcomeGuide', false);
	}
	preferences?.set('core/edit-post', 'fullscreenMode', false);
}
