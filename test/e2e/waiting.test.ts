import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { FaultChain } from '../faults/fault-chain.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow } from './open-sidebar.ts';

/** What cannot go on yet says why, and goes on without a reload. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const patience = { timeout: 90_000 };
const section = 'Soil';

/** Megabytes: less than one image may need. */
const DISK = 8;

let chain: FaultChain;
let browser: Browser;
let page: Page;
let postId: number;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'openai', max_in_article: 1, approval: 'by_hand', previews: false });
	browser = await openBrowser();
});
beforeEach(async ({ task }) => {
	chain.emulator.reset();
	postId = await chain.addPost(1);
	await page?.context().close();
	page = await openWindow(browser, wordpress);
	onTestFailed(async () => {
		await page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) });
	});
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

const picture = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });
const press = (place: Locator, name: string) => place.getByRole('button', { name, exact: true }).click();

describe('an image that cannot be stored', () => {
	it('says in its card that the disk is full, buys nothing, and is made once there is room', async () => {
		const folder = join(chain.sidecar.dataFolder, 'images');
		mkdirSync(folder, { recursive: true });
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}m`, 'tmpfs', folder]);
		let isFull = true;
		const makeRoom = () => {
			if (isFull) execFileSync('umount', ['--lazy', folder]);
			isFull = false;
		};
		try {
			const card = cardOf(await openSidebar(page, wordpress, postId), section);
			await press(card, 'Generate');
			const failure = card.getByRole('group', { name: 'There is no room left for the image' });
			await failure.getByText(/^The disk of the image service is full\./).waitFor(patience);
			await card.getByText(/^Waiting/).waitFor();
			expect(await failure.getByRole('button').count()).toBe(0);
			expect(chain.emulator.requests()).toEqual([]);
			await picture('sidebar-disk-full');
			makeRoom();
			await card.getByText('Ready for you').waitFor(patience);
			expect(await failure.count()).toBe(0);
			expect(chain.emulator.charges()).toHaveLength(1);
		} finally {
			makeRoom();
		}
	});
});

describe('a first plan that failed', () => {
	it('is tried again by a button, without a reload', async () => {
		await chain.set({ model: 'gpt-9' });
		try {
			const sidebar = await openSidebar(page, wordpress, postId);
			const failure = sidebar.getByRole('group', { name: 'There is no model gpt-9' });
			await failure.waitFor(patience);
			await picture('sidebar-plan-failed');
			await press(failure, 'Try again');
			await failure.waitFor(patience);
			await chain.set({ model: '' });
			await failure.getByRole('button', { name: 'Try again', exact: true }).press('Enter');
			await cardOf(sidebar, section).getByText('Planned').waitFor(patience);
			expect(await failure.count()).toBe(0);
		} finally {
			await chain.set({ model: '' });
		}
	});
});
