import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { library } from '../faults/check-invariants.ts';
import { FaultChain } from '../faults/fault-chain.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { openBrowser, openEditor } from './open-browser.ts';
import { cardOf, openSidebar, openWindow, savePost } from './open-sidebar.ts';
import { listImages } from './list-images.ts';

/** What can be done with the card of an image, one after the other, as a person does it. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const patience = { timeout: 90_000 };
const section = 'Soil';

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

/** Has the image of the card's section made, and returns the card. */
async function makeOne(open = openSidebar): Promise<Locator> {
	const card = cardOf(await open(page, wordpress, postId), section);
	await press(card, 'Generate');
	await card.getByText('Ready for you').waitFor(patience);
	return card;
}

/** A phone has no room for the button in the editor's bar. */
const openFromMenu: typeof openSidebar = async () => {
	await openEditor(page, wordpress, postId);
	await page.getByRole('button', { name: 'Options', exact: true }).click();
	await page.getByRole('menuitemcheckbox', { name: 'Images' }).click();
	return page.locator('.limner-sidebar');
};

async function useIt(card: Locator): Promise<void> {
	await press(card, 'Use it');
	await card.getByText('Save the post to keep it').waitFor(patience);
}

async function chooseFromMenu(card: Locator, name: string | RegExp): Promise<void> {
	await press(card, 'More');
	await page.getByRole(typeof name === 'string' ? 'menuitem' : 'menuitemradio', { name }).click();
}

const attachments = async () => (await listImages(page)).map(({ id }) => id);

describe('an image that is being made', () => {
	it('is stopped alone, goes on where it was not, and can be made again', async () => {
		chain.emulator.setScenario('ok', { latency: 8_000 });
		const sidebar = await openSidebar(page, wordpress, postId);
		const [card, other] = [cardOf(sidebar, section), cardOf(sidebar, 'Featured image')];
		await sidebar.getByRole('button', { name: /^Generate 2 images · \$/ }).click();
		await card.getByText(/^Drawing/).waitFor(patience);
		await picture('sidebar-drawing');
		await press(card, 'Stop');
		await card.getByText('Stopped').waitFor(patience);
		await picture('sidebar-stopped');
		await other.getByText('Ready for you').waitFor(patience);
		const { slots } = await chain.images(postId);
		expect(slots.find(({ heading }) => heading === section)?.attempt?.state).toBe('cancelled');
		await sidebar.getByRole('button', { name: /^Generate the other one · \$/ }).waitFor();
		await press(card, 'Generate');
		await card.getByText('Ready for you').waitFor(patience);
	});
});

describe('an image that failed', () => {
	it('says in its card that it may have been charged, and is made again by the button there', async () => {
		chain.emulator.setScenario('connection_reset_charged');
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await press(card, 'Generate');
		const failure = card.getByRole('group', { name: 'This image may have been charged' });
		await failure.getByText(/Making it again could cost \$0\.\d+ again\./).waitFor(patience);
		await picture('sidebar-in-doubt');
		chain.emulator.setScenario('ok');
		await press(failure, 'Make it again');
		await card.getByText('Ready for you').waitFor(patience);
	});

	it('was declined for its words: the button leads to them', async () => {
		chain.emulator.setScenario('moderation');
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await press(card, 'Generate');
		const failure = card.getByRole('group', { name: 'OpenAI declined this prompt' });
		await failure.waitFor(patience);
		await picture('sidebar-declined');
		await press(failure, 'Edit the prompt');
		const field = card.getByRole('textbox', { name: /^Prompt for/ });
		await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
		chain.emulator.setScenario('ok');
		await page.keyboard.type('A spade in black soil');
		await press(card, 'Generate');
		await card.getByText('Ready for you').waitFor(patience);
	});
});

describe('an image that is there', () => {
	it('has an earlier version after another one was made, and each replaces the other by one undo step', async () => {
		const card = await makeOne();
		await useIt(card);
		const [first] = await attachments();
		await press(card, 'Another');
		await card.getByText('Ready for you').waitFor(patience);
		await useIt(card);
		const [second] = await attachments();
		expect(second).not.toBe(first);
		await press(card, 'More');
		await picture('sidebar-versions');
		await page.getByRole('menuitemradio', { name: /^Version 1,/ }).click();
		await card.getByText('Ready for you').waitFor(patience);
		await useIt(card);
		expect(await attachments()).toEqual([first]);
		await press(card, 'Undo');
		await expect.poll(attachments).toEqual([second]);
		await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
		await expect.poll(attachments).toEqual([first]);
		await savePost(page);
		await card.getByText('In the post').waitFor(patience);
		// Two versions, each for desktop and phone.
		expect(await library(chain, postId)).toHaveLength(4);
		expect(chain.emulator.charges()).toHaveLength(2);
	});

	it('is used and taken out again from its card', async () => {
		const card = await makeOne();
		await useIt(card);
		expect(await attachments()).toHaveLength(1);
		await press(card, 'Undo');
		await card.getByText('Ready for you').waitFor(patience);
		expect(await attachments()).toEqual([]);
	});

	it('carries the alt text that a person wrote for it', async () => {
		const card = await makeOne();
		await press(card, 'Edit prompt');
		await picture('sidebar-wording');
		await card.getByRole('textbox', { name: 'Alt text' }).fill('A hand full of dark earth.');
		await press(card, 'Done');
		await expect
			.poll(async () => (await chain.images(postId)).slots.flatMap(({ candidates }) => candidates)[0]?.alt)
			.toBe('A hand full of dark earth.');
		await useIt(card);
		expect((await listImages(page)).map(({ alt }) => alt)).toEqual(['A hand full of dark earth.']);
	});

	it('is not used, stays among the versions, and is swapped for one of the media library', async () => {
		const card = await makeOne();
		await chooseFromMenu(card, 'Don’t use');
		await card.getByText('Declined').waitFor(patience);
		expect(await attachments()).toEqual([]);
		await useIt(card);
		const [made] = await attachments();
		await chooseFromMenu(card, 'Swap from the media library');
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('tab', { name: 'Media Library' }).click();
		await dialog.getByRole('checkbox').last().click();
		await picture('media-library');
		await dialog.getByRole('button', { name: 'Select', exact: true }).click();
		await expect.poll(attachments, patience).not.toEqual([made]);
		expect(await attachments()).toHaveLength(1);
		await picture('sidebar-swapped');
	});

	it('goes into the post by itself after a reload that came between', async () => {
		const card = await makeOne();
		const approved = page.waitForResponse((answer) => /\/approve/.test(answer.url()));
		await press(card, 'Use it');
		await approved;
		await page.goto('about:blank');
		const sidebar = await openSidebar(page, wordpress, postId);
		await cardOf(sidebar, section).getByText('Save the post to keep it').waitFor(patience);
		expect(await attachments()).toHaveLength(1);
		expect(await library(chain, postId)).toHaveLength(2);
	});
});

describe('images that came by themselves while the post is open', () => {
	it('are offered above it and placed by one button', async () => {
		await chain.set({ approval: 'automatic' });
		try {
			const sidebar = await openSidebar(page, wordpress, postId);
			await sidebar.getByRole('button', { name: /^Generate 2 images · \$/ }).click();
			const notice = page.locator('.components-notice', { hasText: '2 images are ready' });
			await notice.waitFor(patience);
			expect(await sidebar.getByRole('group', { name: /is editing this post/ }).count()).toBe(0);
			await picture('notice-waiting');
			await notice.getByRole('button', { name: 'Place them' }).click();
			await cardOf(sidebar, section).getByText('Save the post to keep it').waitFor(patience);
			await notice.waitFor({ state: 'detached' });
			expect(await attachments()).toHaveLength(1);
		} finally {
			await chain.set({ approval: 'by_hand' });
		}
	});
});

describe('in a narrow window', () => {
	it.each([782, 390])('of %i pixels nothing is cut off', async (width) => {
		await page.setViewportSize({ width, height: 844 });
		const card = await makeOne(width < 600 ? openFromMenu : openSidebar);
		await press(card, 'Edit prompt');
		await card.getByRole('textbox', { name: 'Alt text' }).scrollIntoViewIfNeeded();
		await picture(`sidebar-wording-${width}`);
		await press(card, 'Done');
		await card.scrollIntoViewIfNeeded();
		await picture(`sidebar-ready-${width}`);
		const cut = await page.locator('.limner-sidebar').evaluate((sidebar) =>
			[...sidebar.querySelectorAll('*')]
				.filter((element) => {
					const { left, right, width: own } = element.getBoundingClientRect();
					return own > 0 && (left < -1 || right > window.innerWidth + 1);
				})
				.map((element) => element.className),
		);
		expect(cut).toEqual([]);
	});
});
