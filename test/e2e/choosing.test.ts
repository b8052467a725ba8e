import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { FaultChain } from '../faults/fault-chain.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { listImages } from './list-images.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow } from './open-sidebar.ts';

/** A person decides: about what looks wrong, and between several images of one place. */
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
const press = (place: Locator, name: string | RegExp) =>
	place.getByRole('button', { name, exact: typeof name === 'string' }).click();

async function openFromMenu(): Promise<void> {
	await page.getByRole('button', { name: 'Options', exact: true }).click();
	await page.getByRole('menuitemcheckbox', { name: 'Images' }).click();
	await page.locator('.limner-sidebar').waitFor();
}

/** What is cut off at the side of the window, or of the sidebar. */
const cutOff = () =>
	page.locator('.limner-sidebar').evaluate((sidebar) => {
		const edge = sidebar.getBoundingClientRect();
		return [...sidebar.querySelectorAll('.limner-card *')]
			.filter((element) => {
				const { left, right, width } = element.getBoundingClientRect();
				return width > 1 && (left < edge.left - 1 || right > edge.right + 1);
			})
			.map((element) => element.className);
	});

describe('an image on which something looks wrong', () => {
	it.each([
		['blank_image', /^There seems to be nothing on this image\./],
		['other_ratio', /^The model drew another shape than \d+×\d+, so the edges were cut\./],
	] as const)('says so on its card, and waits for a person: %s', async (scenario, sentence) => {
		chain.emulator.setScenario(scenario);
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await press(card, 'Generate');
		await card.getByText('Ready for you').waitFor(patience);
		const finding = card.locator('.components-notice.is-warning');
		await finding.getByText(sentence).waitFor();
		const heard = page.locator('#a11y-speak-polite');
		await expect.poll(() => heard.textContent()).toMatch(/Ready for you\..*make another one\./);
		expect(await sidebar.getByRole('button', { name: /^Use all ready/ }).count()).toBe(0);
		await picture(`finding-${scenario}`);
		await press(card, 'Use it');
		await card.getByText('Save the post to keep it').waitFor(patience);
		expect(await finding.count()).toBe(0);
	});

	it('says which other image it resembles, and is not placed together with the others', async () => {
		chain.emulator.setScenario('same_image');
		const sidebar = await openSidebar(page, wordpress, postId);
		await press(sidebar, /^Generate 2 images · \$/);
		await sidebar
			.getByText(/^It looks almost like (the featured image|the image for “Soil”)\./)
			.waitFor(patience);
		await sidebar.getByRole('button', { name: 'Use all ready (1)', exact: true }).waitFor(patience);
	});
});

describe('variations', () => {
	it('are asked for by keyboard with their price, stand side by side, and one is chosen', async () => {
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await card.getByRole('button', { name: 'More', exact: true }).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('menuitem', { name: 'Make variations' }).press('Enter');
		const count = card.getByRole('slider', { name: 'Variations' });
		await expect.poll(() => card.evaluate((element) => element.contains(document.activeElement))).toBe(true);
		const three = await card.getByRole('button', { name: /^Make 3 · \$/ }).textContent();
		await count.press('ArrowRight');
		const four = await card.getByRole('button', { name: /^Make 4 · \$/ }).textContent();
		expect(priceIn(four) / priceIn(three)).toBeCloseTo(4 / 3, 1);
		await picture('variations-asked');
		await count.press('Escape');
		await expect.poll(() => count.count()).toBe(0);
		expect(chain.emulator.charges()).toEqual([]);

		await press(card, 'More');
		await page.getByRole('menuitem', { name: 'Make variations' }).click();
		await press(card, /^Make 3 · \$/);
		const versions = card.getByRole('group', { name: 'Versions' }).getByRole('button');
		await expect.poll(() => versions.count(), patience).toBe(3);
		await card.getByText('Ready for you').waitFor(patience);
		expect(chain.emulator.charges()).toHaveLength(3);
		expect(await cutOff()).toEqual([]);
		await expect.poll(() => card.locator('.limner-versions img').count()).toBe(3);
		await picture('variations-side-by-side');

		const first = versions.last();
		await first.focus();
		await page.keyboard.press('Enter');
		await expect.poll(() => first.getAttribute('aria-pressed')).toBe('true');
		const { slots } = await chain.images(postId);
		const chosen = slots.flatMap(({ candidates }) => candidates).at(-1)?.candidate_id;
		await press(card, 'Use it');
		await card.getByText('Save the post to keep it').waitFor(patience);
		const placed = (await chain.images(postId)).slots.flatMap(({ candidates }) => candidates);
		const [image] = await listImages(page);
		const used = placed.find(({ renditions }) =>
			renditions.some(({ attachment_id }) => attachment_id === image?.id),
		);
		expect(used?.candidate_id).toBe(chosen);
		expect(chain.emulator.charges()).toHaveLength(3);
	});

	it.each([390, 1280])('fit in a window of %i pixels, from right to left as well', async (width) => {
		chain.emulator.setScenario('blank_image');
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await press(card, 'More');
		await page.getByRole('menuitem', { name: 'Make variations' }).click();
		await press(card, /^Make 3 · \$/);
		await expect.poll(() => card.locator('.limner-versions img').count(), patience).toBe(3);
		await page.setViewportSize({ width, height: 844 });
		// A narrow window closes it.
		if (width < 600) await openFromMenu();
		for (const direction of ['ltr', 'rtl']) {
			await page.evaluate((to) => document.documentElement.setAttribute('dir', to), direction);
			await card.scrollIntoViewIfNeeded();
			await picture(`variations-${width}-${direction}`);
			expect(await cutOff()).toEqual([]);
		}
	});
});

describe('another wording of a prompt', () => {
	const hard = 'A soldier with a gun by the river.';
	const images = () => chain.emulator.requests().filter(({ path }) => path.includes('/images/'));
	const wordings = (card: Locator) => card.getByRole('group', { name: 'Another wording' });

	async function write(card: Locator, prompt: string): Promise<void> {
		await press(card, 'Edit prompt');
		await card.getByRole('textbox', { name: /^Prompt for/ }).fill(prompt);
	}

	it('is offered after a provider declined one, and taken by a person; nothing is sent by itself', async () => {
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await write(card, hard);
		expect(await card.getByRole('button', { name: 'Improve prompt' }).count()).toBe(0);
		await press(card, 'Done');
		chain.emulator.setScenario('moderation', { endpoint: 'image' });
		await press(card, 'Generate');
		const failure = card.getByRole('group', { name: 'OpenAI declined this prompt' });
		await failure.waitFor(patience);
		const sent = images().length;
		expect(await wordings(card).count()).toBe(0);
		await failure.getByRole('button', { name: 'Suggest softer words' }).focus();
		await page.keyboard.press('Enter');
		await wordings(card).getByText('“gun” becomes “prop”').waitFor(patience);
		await expect
			.poll(() => page.locator('#a11y-speak-polite').textContent())
			.toContain('“gun” becomes “prop”');
		await picture('wording-softer');
		expect(await cutOff()).toEqual([]);
		expect(images()).toHaveLength(sent);
		expect(await card.locator('.limner-prompt p').textContent()).toBe(hard);
		await wordings(card).getByRole('button', { name: 'Take this wording' }).press('Enter');
		await expect.poll(() => card.locator('.limner-prompt p').textContent()).toContain('with a prop by');
		expect(await card.evaluate((element) => element.contains(document.activeElement))).toBe(true);
		expect(images()).toHaveLength(sent);
		chain.emulator.setScenario('ok');
		await press(card, 'Generate');
		await card.getByText('Ready for you').waitFor(patience);
		expect(String(images().at(-1)?.body['prompt'])).toContain('with a prop by');
	});

	it('says so where there is none', async () => {
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await write(card, 'A calm harbour in the morning.');
		await press(card, 'Done');
		chain.emulator.setScenario('moderation', { endpoint: 'image' });
		await press(card, 'Generate');
		await press(card, 'Suggest softer words');
		await card.locator('.limner-failure.is-softer_wording_unknown').waitFor(patience);
	});

	it('comes from the chat model where there is one, and says what it changed and cost', async () => {
		await chain.end();
		chain = await FaultChain.begin(wordpress, { LIMNER_CHAT_MODEL: 'gpt-6-luna' });
		await chain.set({ provider: 'openai', max_in_article: 1, approval: 'by_hand', previews: false });
		const card = cardOf(await openSidebar(page, wordpress, postId), section);
		await card.getByText('Planned').waitFor(patience);
		await write(card, 'A harbour.');
		await press(card, 'Improve prompt');
		await wordings(card)
			.getByText(/^Writing it cost \$0\.\d+\.$/)
			.waitFor(patience);
		await wordings(card).scrollIntoViewIfNeeded();
		await picture('wording-fuller');
		expect(await cutOff()).toEqual([]);
		await press(wordings(card), 'Keep mine');
		const field = card.getByRole('textbox', { name: /^Prompt for/ });
		expect(await field.inputValue()).toBe('A harbour.');
		await press(card, 'Improve prompt');
		await press(wordings(card), 'Take this wording');
		await expect.poll(() => field.inputValue()).not.toBe('A harbour.');
		expect(images()).toEqual([]);
	});
});

const priceIn = (label: string | null) => Number(/\$([\d.]+)/.exec(label ?? '')?.[1]);
