import { randomUUID } from 'node:crypto';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EditorPostImages } from '@limner/shared/contracts/post-images';
import { generationSchema } from '@limner/shared/contracts/generation';
import { planSchema } from '@limner/shared/contracts/plan';
import { checkInvariants, library } from '../faults/check-invariants.ts';
import { FaultChain } from '../faults/fault-chain.ts';
import { sampleContent, sampleOutline } from '../pipeline/sample-post.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow } from './open-sidebar.ts';

/** However often and from wherever something is asked for, it is made, charged and stored once. */
const wordpress = sharedWordPress();
const patience = { timeout: 90_000 };
const section = 'Soil';

let chain: FaultChain;
let browser: Browser;
let postId: number;

beforeAll(async () => {
	chain = await FaultChain.begin(wordpress);
	await chain.set({ provider: 'openai', max_in_article: 1, approval: 'by_hand', previews: false });
	browser = await openBrowser();
});
beforeEach(async () => {
	chain.emulator.reset();
	// Long enough for whoever asks second to meet the one that runs.
	chain.emulator.setScenario('ok', { latency: 10_000 });
	postId = await chain.addPost(1);
});
afterEach(async () => {
	await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

const isIdle = ({ running, slots }: EditorPostImages) =>
	running === 0 && slots.some(({ candidates }) => candidates.length > 0);

const candidatesOf = ({ slots }: EditorPostImages) => slots.flatMap(({ candidates }) => candidates);

async function writePrompt(sidebar: Locator, prompt: string): Promise<void> {
	const card = cardOf(sidebar, section);
	await card.getByRole('button', { name: 'Edit prompt' }).click();
	await card.getByRole('textbox', { name: /^Prompt for/ }).fill(prompt);
	await card.getByRole('button', { name: 'Done' }).click();
}

const generateButton = (card: Locator) => card.getByRole('button', { name: 'Generate', exact: true });

describe('one post that is open in two windows', { timeout: 300_000 }, () => {
	it('has one image made where both press Generate, with different prompts, and stores it once where both use it', async () => {
		// One after the other: WordPress forgets one of two sessions of a person that begin at the same moment.
		const windows = [await openWindow(browser, wordpress), await openWindow(browser, wordpress)];
		const prompts = ['A spade in black soil, seen from above.', 'Two hands that hold a clod of earth.'];
		const sidebars = await Promise.all(windows.map((page) => openSidebar(page, wordpress, postId)));
		const cards = sidebars.map((sidebar) => cardOf(sidebar, section));
		await Promise.all(cards.map((card) => generateButton(card).waitFor()));
		await Promise.all(sidebars.map((sidebar, index) => writePrompt(sidebar, prompts[index] ?? '')));
		await Promise.all(cards.map((card) => generateButton(card).click()));

		await Promise.all(cards.map((card) => card.getByText('Ready for you').waitFor(patience)));
		const images = await chain.waitForImages(postId, isIdle);
		expect(candidatesOf(images)).toHaveLength(1);
		expect(chain.emulator.requests()).toHaveLength(1);
		expect(chain.emulator.charges()).toHaveLength(1);
		expect(prompts.some((prompt) => candidatesOf(images)[0]?.prompt.includes(prompt))).toBe(true);

		await Promise.all(cards.map((card) => card.getByRole('button', { name: 'Use it', exact: true }).click()));
		await Promise.all(cards.map((card) => card.getByText('Save the post to keep it').waitFor(patience)));
		expect(await library(chain, postId)).toHaveLength(2);
		expect(chain.emulator.charges()).toHaveLength(1);
		await checkInvariants(chain, postId);
	});

	it('has one image made for a double click', async () => {
		const page = await openWindow(browser, wordpress);
		const sidebar = await openSidebar(page, wordpress, postId);
		const card = cardOf(sidebar, section);
		await generateButton(card).dblclick();
		await card.getByText('Ready for you').waitFor(patience);
		await chain.waitForImages(postId, isIdle);
		expect(chain.emulator.requests()).toHaveLength(1);
		expect(chain.emulator.charges()).toHaveLength(1);
	});
});

describe('twenty requests at once', { timeout: 400_000 }, () => {
	async function generate(
		idOf: () => string,
		promptOf: (index: number) => string,
	): Promise<{ status: number; body: unknown }[]> {
		const outline = sampleOutline(sampleContent(1));
		const plan = planSchema.parse(await chain.rest(`limner/v1/posts/${postId}/plan`, { body: { outline } }));
		const chosen = plan.slots.filter(({ selected }) => selected);
		return await Promise.all(
			Array.from({ length: 20 }, (_, index) => {
				const slots = chosen.map(({ slot_id, alt }) => ({ slot_id, prompt: promptOf(index), alt }));
				return chain.admin.rest(`limner/v1/posts/${postId}/generations`, { body: { id: idOf(), slots } });
			}),
		);
	}

	it.each([
		{
			name: 'one id',
			idOf: (
				(id) => () =>
					id
			)(randomUUID()),
			promptOf: () => 'A heap of soil',
		},
		{ name: 'different ids and prompts', idOf: randomUUID, promptOf: (index: number) => `Soil, ${index}` },
	])('with $name have one running attempt a slot, one charge, no second attachment', async (asked) => {
		const answers = await generate(asked.idOf, asked.promptOf);
		expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
		const attempts = answers.flatMap(({ body }) => generationSchema.parse(body).attempts);
		expect(new Set(attempts.map(({ attempt_id }) => attempt_id)).size).toBe(2);
		const images = await chain.waitForImages(postId, isIdle, 120_000);
		expect(candidatesOf(images)).toHaveLength(2);
		expect(chain.emulator.charges()).toHaveLength(2);

		const approvals = candidatesOf(images).flatMap(({ candidate_id }) =>
			Array.from({ length: 10 }, () =>
				chain.admin.rest(`limner/v1/posts/${postId}/candidates/${candidate_id}/approve`, { method: 'POST' }),
			),
		);
		for (const { status } of await Promise.all(approvals)) expect(status).toBeLessThan(300);
		await chain.waitForImages(
			postId,
			(now) => candidatesOf(now).every(({ state }) => state === 'uploaded'),
			120_000,
		);
		expect(await library(chain, postId)).toHaveLength(4);
		expect(chain.emulator.charges()).toHaveLength(2);
		await checkInvariants(chain, postId);
	});
});
