import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { planSchema } from '@limner/shared/contracts/plan';
import { FaultChain } from '../faults/fault-chain.ts';
import { sampleContent, sampleOutline } from '../pipeline/sample-post.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { openBrowser } from './open-browser.ts';
import { cardOf, openSidebar, openWindow } from './open-sidebar.ts';

/** What cannot be made is said in a sentence with what to do, costs nothing that it need not, and loses nothing. */
const wordpress = sharedWordPress();
const screenshots = process.env.LIMNER_SCREENSHOTS ?? join(projectFolder, '.limner/screenshots');
const section = 'Soil';

let chain: FaultChain;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	mkdirSync(screenshots, { recursive: true });
	chain = await FaultChain.begin(wordpress);
	browser = await openBrowser();
	page = await openWindow(browser, wordpress);
});
beforeEach(async ({ task }) => {
	chain.emulator.reset();
	await chain.set({
		provider: 'openai',
		model: '',
		max_in_article: 1,
		approval: 'by_hand',
		desktop: { enabled: true, width: 800, height: 450 },
		mobile: { enabled: false },
	});
	onTestFailed(async () => {
		await page.screenshot({ path: join(screenshots, `failed-${task.id}.png`) });
	});
});
afterAll(async () => {
	await browser?.close();
	await chain?.end();
});

/** Waits until the sidebar says so, and keeps a picture of it. */
async function expectSentence(where: Locator, title: string, picture: string): Promise<Locator> {
	const failure = where.getByRole('group', { name: title, exact: true }).first();
	await failure.waitFor({ timeout: 90_000 });
	await page.screenshot({ path: join(screenshots, `${picture}.png`) });
	return failure;
}

async function planCode(postId: number, content: string, title = 'The patient garden'): Promise<unknown> {
	const outline = sampleOutline(content, title);
	const answer = await chain.admin.rest(`limner/v1/posts/${postId}/plan`, { body: { outline } });
	return (answer.body as { code?: unknown }).code;
}

describe('a post', () => {
	it('that is empty is planned as soon as there is something to illustrate', async () => {
		const id = await wordpress.runPhp<number>(
			`global $wpdb; wp_set_current_user( 1 ); $id = wp_insert_post( array( 'post_title' => 'Gone', 'post_status' => 'draft' ) ); $wpdb->update( $wpdb->posts, array( 'post_title' => '' ), array( 'ID' => $id ) ); clean_post_cache( $id ); return $id;`,
		);
		const sidebar = await openSidebar(page, wordpress, id);
		const failure = await expectSentence(sidebar, 'There is nothing to illustrate yet', 'sidebar-empty-post');
		expect(await planCode(id, '', '')).toBe('limner_post_empty');
		await page.evaluate(writeSection);
		await failure.getByRole('button', { name: 'Update the plan' }).click();
		await cardOf(sidebar, 'Written later').waitFor();
		await failure.waitFor({ state: 'detached' });
		expect(chain.emulator.requests()).toEqual([]);
	});

	it('of one megabyte is planned, and its editor keeps up with the typing', async () => {
		const sentence = 'Whoever digs in the evening finds other things than whoever digs in the morning. ';
		const content = Array.from({ length: 40 }, (_, index) => {
			const heading = `<!-- wp:heading -->\n<h2 class="wp-block-heading">Bed ${index}</h2>\n<!-- /wp:heading -->`;
			const text = `In bed ${index} ${sentence.repeat(324)}`;
			return `${heading}\n\n<!-- wp:paragraph -->\n<p>${text}</p>\n<!-- /wp:paragraph -->`;
		}).join('\n\n');
		const lead = `<!-- wp:paragraph -->\n<p>${sentence}</p>\n<!-- /wp:paragraph -->\n\n`;
		expect(content.length).toBeGreaterThan(1_048_576);
		const made = await chain.rest('wp/v2/posts', {
			body: { title: 'Long', content: lead + content, status: 'draft' },
		});
		const { id } = made as { id: number };
		const sidebar = await openSidebar(page, wordpress, id);
		await cardOf(sidebar, 'Featured image').waitFor();
		await sidebar.getByText('Bed 39').first().waitFor();
		await sidebar.getByRole('button', { name: /^Generate 2 images/ }).waitFor();
		const delays = await page.evaluate(typeIntoTitle, ' and longer');
		await page.screenshot({ path: join(screenshots, 'sidebar-one-megabyte.png') });
		expect(Math.max(...delays), 'milliseconds from a change to the next frame').toBeLessThan(2_000);
	});
});

describe('a prompt', () => {
	it('cannot be typed longer than it may be, and is called too long where it is sent so', async () => {
		const id = await chain.addPost(1);
		const sidebar = await openSidebar(page, wordpress, id);
		const card = cardOf(sidebar, section);
		await card.getByRole('button', { name: 'Edit prompt' }).click();
		const field = card.getByRole('textbox', { name: /^Prompt for/ });
		await field.fill('');
		await field.focus();
		await page.keyboard.insertText('a'.repeat(4_500));
		expect(await field.inputValue()).toHaveLength(4_000);

		const { plan } = (await chain.images(id)) ?? {};
		const slot = planSchema.parse(plan).slots.find(({ heading }) => heading === section);
		const ask = (prompt: string) =>
			chain.admin.rest(`limner/v1/posts/${id}/generations`, {
				body: { id: randomUUID(), slots: [{ slot_id: slot?.slot_id, prompt, alt: '' }] },
			});
		expect(await ask('a'.repeat(4_001))).toMatchObject({
			status: 422,
			body: { code: 'limner_prompt_too_long', data: { error: { charged: 'no' } } },
		});
		expect(await ask('')).toMatchObject({ status: 422, body: { code: 'limner_prompt_missing' } });
		expect(chain.emulator.requests()).toEqual([]);
		expect((await chain.images(id)).running).toBe(0);
	});
});

describe('a setting that does not work', () => {
	it.each([
		{
			name: 'an unknown model, with the nearest one,',
			settings: { model: 'gpt-9' },
			code: 'limner_model_unknown',
			title: 'There is no model gpt-9',
			text: /^The provider does not have it\. Nothing was charged\. Choose another one in the settings\. gpt-image-\S+ would do\.$/,
			picture: 'sidebar-unknown-model',
		},
		{
			name: 'a size that the model cannot make',
			settings: { desktop: { width: 8000, height: 300 } },
			code: 'limner_size_unsupported',
			title: 'The model cannot make this size',
			text: /^It was asked to make 8000 ?× ?300\. Nothing was charged\. Choose another size or another model in the settings\.$/,
			picture: 'sidebar-size',
		},
	])('$name is said before anything is spent, with the way to the settings', async (wrong) => {
		await chain.set(wrong.settings);
		const id = await chain.addPost(1);
		const sidebar = await openSidebar(page, wordpress, id);
		const failure = await expectSentence(sidebar, wrong.title, wrong.picture);
		await failure.getByText(wrong.text).waitFor();
		expect(await failure.getByRole('link', { name: 'Open the settings' }).getAttribute('href')).toContain(
			'page=limner',
		);
		expect(await planCode(id, sampleContent(1))).toBe(wrong.code);
		expect(chain.emulator.requests()).toEqual([]);
	});

	it('a wrong key is said on the card, charges nothing, and works again once the key is right', async () => {
		const id = await chain.addPost(1);
		chain.emulator.setScenario('key_wrong');
		const sidebar = await openSidebar(page, wordpress, id);
		const card = cardOf(sidebar, section);
		await card.getByRole('button', { name: 'Generate', exact: true }).click();
		const failure = await expectSentence(card, 'OpenAI does not accept its key', 'sidebar-wrong-key');
		await failure.getByText('Nothing was charged.').waitFor();
		expect(chain.emulator.charges()).toEqual([]);
		chain.emulator.setScenario('ok');
		await card.getByRole('button', { name: 'Generate', exact: true }).click();
		await card.getByText('Ready for you').waitFor();
		expect(chain.emulator.charges()).toHaveLength(1);
	});
});

describe('a provider that sends garbage', () => {
	it.each(['html_instead_of_image', 'truncated_image', 'not_an_image', 'empty_data'] as const)(
		'(%s) is said to, that it was charged too, and nothing of it reaches the post',
		async (scenario) => {
			const id = await chain.addPost(1);
			chain.emulator.setScenario(scenario);
			const sidebar = await openSidebar(page, wordpress, id);
			const card = cardOf(sidebar, section);
			await card.getByRole('button', { name: 'Generate', exact: true }).click();
			const title = 'OpenAI sent something that is no image';
			const failure = await expectSentence(card, title, `sidebar-${scenario}`);
			await failure.getByText('It was charged.').waitFor();
			const images = await chain.images(id);
			expect(images.slots.flatMap(({ candidates }) => candidates)).toEqual([]);
			expect(chain.emulator.charges()).toHaveLength(1);
			chain.emulator.setScenario('ok');
			await failure.getByRole('button', { name: 'Make it again' }).click();
			await card.getByText('Ready for you').waitFor();
			expect(chain.emulator.charges()).toHaveLength(2);
		},
	);
});

interface EditorGlobals {
	wp: {
		data: {
			dispatch(store: 'core/editor'): { editPost(edits: { title: string }): void };
			dispatch(store: 'core/block-editor'): { insertBlocks(blocks: unknown[]): void };
			select(store: 'core/editor'): { getEditedPostAttribute(name: 'title'): string };
		};
		blocks: { createBlock(name: string, attributes: object): unknown };
	};
}

/** Runs in the page. */
function writeSection(): void {
	const { wp } = window as Window & Partial<EditorGlobals>;
	if (!wp) throw new Error('This is not the editor.');
	const text = 'Somebody sat down at last and wrote about the garden that had been waiting since spring.';
	wp.data
		.dispatch('core/block-editor')
		.insertBlocks([
			wp.blocks.createBlock('core/heading', { content: 'Written later' }),
			wp.blocks.createBlock('core/paragraph', { content: text.repeat(4) }),
		]);
}

/** Runs in the page: changes the title letter by letter, and says how long each one took to be drawn. */
async function typeIntoTitle(letters: string): Promise<number[]> {
	const { wp } = window as Window & Partial<EditorGlobals>;
	if (!wp) throw new Error('This is not the editor.');
	const delays: number[] = [];
	for (const letter of letters) {
		const begun = performance.now();
		const title = wp.data.select('core/editor').getEditedPostAttribute('title');
		wp.data.dispatch('core/editor').editPost({ title: title + letter });
		await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
		delays.push(performance.now() - begun);
	}
	return delays;
}
