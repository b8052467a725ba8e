import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultChain } from '../faults/fault-chain.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { listImages } from './list-images.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow } from './open-sidebar.ts';

/** Without a mouse, and for those who hear the page. */
const wordpress = sharedWordPress();
const patience = { timeout: 90_000 };
const section = 'Soil';

let chain: FaultChain;
let browser: Browser;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'openai', max_in_article: 1, approval: 'by_hand', previews: false });
	browser = await openBrowser();
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

/** Presses Tab until an element of the place with this name has the focus. */
async function tabTo(page: Page, place: Locator, name: string): Promise<void> {
	const target = place.getByRole('button', { name, exact: true });
	for (let presses = 0; presses < 80; presses += 1) {
		await page.keyboard.press('Tab');
		if (await target.evaluateAll((all) => all.some((element) => element === document.activeElement))) return;
	}
	throw new Error(`The Tab key does not reach "${name}".`);
}

const holdsFocus = (place: Locator) => place.evaluate((element) => element.contains(document.activeElement));

interface Listener {
	heard?: string[];
}

/** Runs in the page: notes what a screen reader would say. */
function listen(): void {
	const heard: string[] = [];
	Object.assign(window, { heard });
	const region = document.querySelector('#a11y-speak-polite');
	if (!region) throw new Error('There is no live region.');
	new MutationObserver(() => {
		const text = (region.textContent ?? '').replaceAll('\u00a0', ' ').trim();
		if (text !== '' && heard.at(-1) !== text) heard.push(text);
	}).observe(region, { childList: true, characterData: true, subtree: true });
}

describe('the sidebar', () => {
	it('takes a person from the prompt to the image in the post by keyboard alone, and says what happens', async () => {
		const page = await openWindow(browser, wordpress);
		const sidebar = await openSidebar(page, wordpress, await chain.addPost(1));
		const card = cardOf(sidebar, section);
		await card.getByRole('button', { name: 'Generate', exact: true }).waitFor();
		await page.evaluate(listen);
		await page.getByRole('button', { name: 'Images', exact: true }).focus();

		await tabTo(page, card, 'Edit prompt');
		await page.keyboard.press('Enter');
		await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
		await page.keyboard.press('Control+A');
		await page.keyboard.type('A spade in black soil');
		await page.keyboard.press('Escape');
		const pencil = card.getByRole('button', { name: 'Edit prompt' });
		await expect.poll(() => pencil.evaluate((element) => element === document.activeElement)).toBe(true);

		chain.emulator.setScenario('ok', { latency: 4_000 });
		await tabTo(page, card, 'Generate');
		await page.keyboard.press('Enter');
		await card.getByText('Ready for you').waitFor(patience);
		await expect.poll(() => holdsFocus(card)).toBe(true);
		expect(
			chain.emulator
				.requests()
				.map(({ body }) => String(body['prompt']))
				.join(),
		).toContain('A spade in black soil');

		await tabTo(page, card, 'Use it');
		await page.keyboard.press('Enter');
		await card.getByText('Save the post to keep it').waitFor(patience);
		await expect.poll(() => holdsFocus(card)).toBe(true);
		expect(await listImages(page)).toHaveLength(1);

		await page.keyboard.press('Tab');
		await tabTo(page, card, 'More');
		await page.keyboard.press('Enter');
		await page.getByRole('menuitem', { name: 'Edit wording' }).waitFor();
		// The menu takes the focus a moment after it is drawn; Escape before that would reach the button behind it.
		await expect.poll(() => holdsFocus(page.getByRole('menu', { name: 'More', exact: true }))).toBe(true);
		await page.keyboard.press('Escape');
		await expect.poll(() => holdsFocus(card)).toBe(true);

		const heard = await page.evaluate(() => (window as Window & Listener).heard ?? []);
		const ours = heard.filter((text) => text.startsWith(`${section}: `));
		expect(ours).toContain(`${section}: Drawing.`);
		expect(ours).toContain(`${section}: Ready for you.`);
		expect(heard.join('\n')).toMatch(/Soil: Save the post to keep it\.|Image in the post: Soil/);
		// One sentence for a change, none for a percent.
		expect(ours.length).toBeLessThan(8);
		await page.context().close();
	});
});
