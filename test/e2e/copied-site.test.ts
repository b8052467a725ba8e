import { cp, mkdtemp, rm } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { FaultChain } from '../faults/fault-chain.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { startWordPress, type StartedWordPress } from '../wordpress/start-wordpress.ts';
import { openBrowser } from './open-browser.ts';
import { openWindow } from './open-sidebar.ts';

/** A site's files and database under another address: it may have moved, and it may be a copy that must not spend. */
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const host = process.env.LIMNER_WORDPRESS_HOST === 'native' ? 'native' : 'playground';
const question = 'Has this site moved, or is it a copy?';

let folder: string;
let browser: Browser;
let chain: FaultChain;
let published: number;
const started: StartedWordPress[] = [];

async function start(name: string): Promise<StartedWordPress> {
	const site = await startWordPress({ host, dataFolder: join(folder, name) });
	started.push(site);
	return site;
}

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	folder = await mkdtemp(join(tmpdir(), 'limner-copied-'));
	browser = await openBrowser();
	const original = await start('original');
	chain = await FaultChain.begin(original);
	await chain.set({
		provider: 'openai',
		approval: 'automatic',
		on_publish: { post: 'automatic' },
		publishing_user: 1,
		max_in_article: 0,
		mobile: { enabled: false },
	});
	published = await chain.addPost(1);
	await original.stop();
	await Promise.all(
		['copy', 'moved'].map((name) =>
			cp(join(folder, 'original'), join(folder, name), { recursive: true, verbatimSymlinks: true }),
		),
	);
}, 400_000);
afterAll(async () => {
	await browser?.close();
	for (const site of started) await site.stop();
	await chain?.sidecar.stop();
	await chain?.emulator.stop();
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Everything that spends on a connected site. */
async function tryToSpend(site: StartedWordPress): Promise<void> {
	const admin = await site.logIn();
	const publish = await admin.rest(`wp/v2/posts/${published}`, { body: { status: 'publish' } });
	expect(publish.status).toBe(200);
	await site.runCron();
	const outline = { title: 'The patient garden', has_featured_image: false, sections: [] };
	const plan = await admin.rest(`limner/v1/posts/${published}/plan`, { body: { outline } });
	expect(plan).toMatchObject({ status: 409, body: { code: 'limner_site_moved_or_copied' } });
}

async function askedOnSettingsPage(site: StartedWordPress, name: string): Promise<Page> {
	const page = await openWindow(browser, site);
	onTestFailed(async () => {
		await page.screenshot({ path: join(screenshots, `failed-${name}.png`) });
	});
	await page.goto(`${site.url}/wp-admin/options-general.php?page=limner&tab=connection`, {
		waitUntil: 'domcontentloaded',
	});
	await page.getByRole('heading', { name: question }).waitFor();
	await page.getByText('Until you answer, no images are made and nothing is spent.').waitFor();
	await page.screenshot({ path: join(screenshots, `settings-${name}.png`) });
	page.on('dialog', (dialog) => void dialog.accept());
	return page;
}

const connectionOf = async (site: StartedWordPress) =>
	(await (await site.logIn()).rest('limner/v1/connection')).body;

describe('a copy of the site’s files and database under another address', { timeout: 300_000 }, () => {
	it('spends nothing, asks what it is, and as a copy is disconnected', async () => {
		const copy = await start('copy');
		await tryToSpend(copy);
		const page = await askedOnSettingsPage(copy, 'copied-site');
		expect(chain.emulator.requests()).toEqual([]);
		await page.getByRole('button', { name: 'It is a copy' }).click();
		await page.getByRole('textbox', { name: 'One-time code' }).waitFor();
		expect(await connectionOf(copy)).toMatchObject({ state: 'not_connected' });
		expect(chain.emulator.requests()).toEqual([]);
		await copy.stop();
	});

	it('goes on where it says that it moved, with what was published meanwhile', async () => {
		const moved = await start('moved');
		await tryToSpend(moved);
		expect(chain.emulator.requests()).toEqual([]);
		const page = await askedOnSettingsPage(moved, 'moved-site');
		await page.getByRole('button', { name: 'It moved' }).click();
		await page.getByText('It answers.').first().waitFor();
		expect(await connectionOf(moved)).toMatchObject({ state: 'connected' });
		await expect
			.poll(() => moved.runPhp<boolean>(`return has_post_thumbnail( ${published} );`), { timeout: 120_000 })
			.toBe(true);
		expect(chain.emulator.charges()).toHaveLength(1);
	});
});
