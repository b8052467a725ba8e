import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectSite } from '../wordpress/connect-site.ts';
import { ask, shortArticle } from '../wordpress/illustrate-post.ts';
import { pluginFolder, projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';
import { parseWordPressVersion } from '../wordpress/wordpress-version.ts';
import { openBrowser } from './open-browser.ts';
import { openSidebar, openWindow } from './open-sidebar.ts';

const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');

/** A person whose language is Arabic reads from right to left; WordPress's own translations are not needed for that. */
const rightToLeft = `<?php
add_action( 'after_setup_theme', function () {
	if ( 'ar' === get_user_locale() ) {
		$GLOBALS['wp_locale']->text_direction = 'rtl';
	}
} );
`;

/** Some words of each part: PHP, the settings page's script, the editor's first script and the part that comes later. */
const german = {
	'One-time code': 'Einmalcode',
	'Connecting…': 'Verbindung wird hergestellt …',
	Images: 'Bilder',
	'No image service is connected': 'Kein Bilddienst ist verbunden',
	'Open the settings': 'Einstellungen öffnen',
};

let folder: string;
let wordpress: StartedWordPress;
let sidecar: RunningSidecar;
let browser: Browser;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	folder = mkdtempSync(join(tmpdir(), 'limner-languages-'));
	const plugin = copyPluginWithGerman(join(folder, 'limner'));
	const mustUse = join(folder, 'right-to-left.php');
	writeFileSync(mustUse, rightToLeft);
	[wordpress, sidecar, browser] = await Promise.all([
		startWordPress({
			host: sharedWordPress().host,
			version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
			pluginFolder: plugin,
			mustUsePlugins: [mustUse],
		}),
		startSidecar(),
		openBrowser(),
	]);
	await wordpress.runPhp(`
		foreach ( array( 'german' => 'de_DE', 'arabic' => 'ar' ) as $name => $locale ) {
			wp_insert_user( array( 'user_login' => $name, 'user_pass' => 'password', 'user_email' => "{$name}@example.org", 'role' => 'administrator', 'locale' => $locale ) );
		}
		return true;
	`);
});

afterAll(async () => {
	await browser?.close();
	await wordpress?.stop();
	await sidecar?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** Translations as a person who made them from languages/limner.pot puts them into the plugin's folder. */
function copyPluginWithGerman(target: string): string {
	cpSync(pluginFolder, target, { recursive: true, filter: (path) => basename(path) !== 'vendor' });
	const languages = join(target, 'languages');
	mkdirSync(languages, { recursive: true });
	const entries = Object.entries(german).map(([english, word]) => `'${english}' => '${word}'`);
	writeFileSync(
		join(languages, 'limner-de_DE.l10n.php'),
		`<?php\nreturn array( 'domain' => 'limner', 'language' => 'de_DE', 'messages' => array( ${entries.join(', ')} ) );\n`,
	);
	for (const [script, english] of [
		['assets/settings.js', 'Connecting…'],
		['build/index.js', 'Images'],
		['build/images.js', 'Open the settings'],
	] as const) {
		const messages = { '': { domain: 'messages', lang: 'de_DE' }, [english]: [german[english]] };
		const name = createHash('md5').update(script).digest('hex');
		writeFileSync(
			join(languages, `limner-de_DE-${name}.json`),
			JSON.stringify({ domain: 'messages', locale_data: { messages } }),
		);
	}
	return target;
}

/** Each has an own one, or the second would be told that the first is editing it. */
async function makePost(): Promise<number> {
	const admin = await wordpress.logIn();
	const { id } = await ask<{ id: number }>(admin, 'wp/v2/posts', { ...shortArticle, status: 'draft' });
	return id;
}

async function openSettings(page: Page, tab = 'connection'): Promise<void> {
	await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=limner&tab=${tab}`, {
		waitUntil: 'domcontentloaded',
	});
	await page.locator('.limner-settings').waitFor();
}

describe('for a person who reads German', () => {
	let page: Page;

	beforeAll(async () => {
		page = await openWindow(browser, wordpress, 'german');
	});

	it('the settings page speaks German, in what PHP prints and in what its script says', async () => {
		await openSettings(page);
		await page.getByLabel('Einmalcode').fill('ABCD-EFGH');
		await page.getByLabel('Address').fill(sidecar.url);
		await page.route(/limner\/v1\/connection/, (route) => route.abort());
		const said = page.evaluate(readEveryAnnouncement);
		await page.getByRole('button', { name: 'Connect', exact: true }).click();
		expect(await said).toContain('Verbindung wird hergestellt …');
		await page.unroute(/limner\/v1\/connection/);
	});

	it('the sidebar speaks German, in what PHP says and in the part that is loaded when it is opened', async () => {
		const sidebar = await openSidebar(page, wordpress, await makePost(), 'Bilder');
		await sidebar.getByText('Kein Bilddienst ist verbunden').waitFor();
		await sidebar.getByRole('link', { name: 'Einstellungen öffnen' }).waitFor();
	});
});

describe('for a person who reads from right to left', () => {
	let page: Page;

	beforeAll(async () => {
		await connectSite(await wordpress.logIn(), sidecar);
		page = await openWindow(browser, wordpress, 'arabic');
	});

	it.each([390, 782, 1280])('nothing of the settings lies outside a screen of %i pixels', async (width) => {
		await page.setViewportSize({ width, height: 900 });
		for (const tab of ['connection', 'provider', 'style', 'timing', 'limits', 'social']) {
			await openSettings(page, tab);
			expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
			await page.screenshot({ path: join(screenshots, `rtl-settings-${tab}-${width}.png`), fullPage: true });
			expect(await page.evaluate(findOutside, '.limner-settings'), tab).toEqual([]);
		}
	});

	it('nothing of the sidebar lies outside it, as wide as the screen may be', async () => {
		await page.setViewportSize({ width: 1280, height: 900 });
		const sidebar = await openSidebar(page, wordpress, await makePost());
		for (const width of [1280, 782, 390]) {
			await page.setViewportSize({ width, height: 900 });
			await page.evaluate(showSidebar);
			await sidebar.getByRole('listitem').first().waitFor();
			await page.screenshot({ path: join(screenshots, `rtl-sidebar-${width}.png`) });
			expect(await page.evaluate(findOutside, '.limner-sidebar'), String(width)).toEqual([]);
		}
	});
});

interface EditorGlobals {
	wp?: {
		data: { dispatch(store: string): { enableComplementaryArea(scope: string, area: string): void } };
	};
}

/** Runs in the page: a narrow screen closes it. */
function showSidebar(): void {
	(window as Window & EditorGlobals).wp?.data
		.dispatch('core/interface')
		.enableComplementaryArea('core', 'limner/images');
}

/** Runs in the page: the elements that reach beyond the sides of their container or of the screen. */
function findOutside(container: string): string[] {
	const frame = document.querySelector(container)?.getBoundingClientRect();
	if (!frame) return ['the container'];
	const [left, right] = [Math.max(0, frame.left), Math.min(window.innerWidth, frame.right)];
	return [...document.querySelectorAll(`${container} *`)]
		.filter((element) => {
			const box = element.getBoundingClientRect();
			const isSeen = box.width > 1 && box.height > 1 && !element.closest('.screen-reader-text, svg *');
			return isSeen && (box.left < left - 1 || box.right > right + 1);
		})
		.map(
			(element) =>
				`${element.tagName.toLowerCase()}.${element.className}: ${element.textContent?.slice(0, 40)}`,
		);
}

/** Runs in the page: what the status line has said until it says something else. */
async function readEveryAnnouncement(): Promise<string[]> {
	const place = document.getElementById('limner-connection-result');
	if (!place) return [];
	return await new Promise((resolve) => {
		const said: string[] = [];
		new MutationObserver(() => {
			said.push(place.textContent ?? '');
			if (said.length === 2) resolve(said);
		}).observe(place, { childList: true });
	});
}
