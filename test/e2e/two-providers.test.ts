import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editorPostImagesSchema, type Candidate } from '@limner/shared/contracts/post-images';
import { ledgerSchema, usageSchema, type LedgerRow } from '@limner/shared/contracts/usage';
import { runLimner } from '../command-line/run-limner.ts';
import { sampleContent } from '../pipeline/sample-post.ts';
import type { Charge } from '../provider-emulator/emulator-state.ts';
import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { countImages } from './look-at-page.ts';
import { openBrowser } from './open-browser.ts';
import { openSidebar, openWindow, savePost } from './open-sidebar.ts';
import { startChain, type Chain } from './start-chain.ts';

/** One provider runs out of money in the middle of a post, and another one makes the rest, for no more than was said. */
const wordpress = sharedWordPress();
const patience = { timeout: 90_000 };

let chain: Chain;
let browser: Browser;
let page: Page;
let sidebar: Locator;
let postId: number;
/** Micro-dollars, as the plan said before anything was made. */
let promised: number;

beforeAll(async () => {
	// One after the other, so that the provider can fail in between.
	chain = await startChain(wordpress, { FAL_KEY: 'emulated:key', LIMNER_FAL_CONCURRENCY: '1' });
	await chain.set({
		provider: 'fal',
		quality: 'low',
		max_in_article: 5,
		approval: 'by_hand',
		choice: { fallbacks: [{ provider: 'openai', model: '' }] },
	});
	const fields = { title: 'The patient garden', content: sampleContent(5), status: 'draft' };
	const made = await chain.admin.rest('wp/v2/posts', { body: fields });
	postId = (made.body as { id: number }).id;
	browser = await openBrowser();
	page = await openWindow(browser, wordpress);
});
afterAll(async () => {
	await browser?.close();
	await chain?.stop();
});

const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
const cost = (charges: Charge[]) => sum(charges.map(({ cost_microdollars }) => cost_microdollars));
const chargesOf = (provider: string) =>
	chain.emulator.charges().filter((charge) => charge.provider === provider);
const made = () => Object.fromEntries(['fal', 'openai'].map((name) => [name, chargesOf(name).length]));

async function candidates(): Promise<Candidate[]> {
	const { body } = await chain.admin.rest(`limner/v1/posts/${postId}/images`);
	return editorPostImagesSchema.parse(body).slots.flatMap((slot) => slot.candidates);
}

/** What the image service answers to this site, asked by the plugin with its own signature. */
async function askSidecar(path: string): Promise<unknown> {
	return wordpress.runPhp(`
		$identity = new Limner\\Sidecar\\SiteIdentity();
		$client   = new Limner\\Sidecar\\Client(
			new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), $identity ),
			$identity,
			new Limner\\Contracts\\Validator()
		);
		$answer = $client->request( 'GET', '${path}', null, 10.0 );
		if ( is_wp_error( $answer ) ) {
			throw new RuntimeException( $answer->get_error_message() );
		}
		return $answer;
	`);
}

describe('a post with five sections whose provider runs out of money after some images', () => {
	it('has a price before anything is spent', async () => {
		sidebar = await openSidebar(page, wordpress, postId);
		const button = sidebar.getByRole('button', { name: /^Generate 6 images · \$/ });
		await button.waitFor(patience);
		const { body } = await chain.admin.rest(`limner/v1/posts/${postId}/images`);
		const { plan } = editorPostImagesSchema.parse(body);
		expect(plan).toMatchObject({ provider: 'fal', notices: [] });
		promised = sum(plan?.slots.map((slot) => (slot.selected ? slot.price_microdollars : 0)) ?? []);
		expect(await button.textContent()).toBe(`Generate 6 images · $${(promised / 1e6).toFixed(2)}`);
		expect(chain.emulator.requests()).toEqual([]);
	});

	it('gets all six, the rest from the provider that takes over', async () => {
		chain.emulator.setScenario('ok', { latency: 1_500, provider: 'fal' });
		await sidebar.getByRole('button', { name: /^Generate 6 images/ }).click();
		await expect.poll(() => chargesOf('fal').length, patience).toBeGreaterThanOrEqual(2);
		chain.emulator.setScenario('quota', { provider: 'fal' });
		await sidebar.getByText('6 ready').waitFor(patience);
		expect(chargesOf('fal').length).toBeGreaterThanOrEqual(2);
		expect(chargesOf('openai').length).toBeGreaterThanOrEqual(3);
		expect(chain.emulator.charges()).toHaveLength(6);
	});

	it('says on the cards of these who made them, and on no others', async () => {
		const cards = sidebar.getByRole('listitem');
		expect(await cards.count()).toBe(6);
		expect(await cards.filter({ hasText: 'made by OpenAI' }).count()).toBe(made()['openai']);
		expect(await cards.filter({ hasText: 'made by' }).count()).toBe(made()['openai']);
	});

	it('holds all six images, each paid once, once they are used and saved', async () => {
		await sidebar.getByRole('button', { name: 'Use all ready (6)' }).click();
		await expect.poll(() => countImages(page), patience).toEqual({ blocks: 5, featured: true });
		expect((await savePost(page)).match(/<!-- wp:image /g)).toHaveLength(5);
		expect(chain.emulator.charges()).toHaveLength(6);
		const makers = (await candidates()).map(({ provider }) => provider);
		expect(makers.filter((name) => name === 'fal')).toHaveLength(made()['fal'] ?? 0);
		expect(makers.filter((name) => name === 'openai')).toHaveLength(made()['openai'] ?? 0);
	});
});

describe('what it cost', () => {
	it('is no more than the price that was shown', () => {
		expect(cost(chain.emulator.charges())).toBeLessThanOrEqual(promised);
	});

	it('is in the ledger as the providers billed it, to the micro-dollar', async () => {
		const usage = usageSchema.parse(await askSidecar('/v1/usage?group=provider'));
		expect(usage).toMatchObject({
			images: 6,
			cost_microdollars: cost(chain.emulator.charges()),
			reserved_microdollars: 0,
			in_doubt_microdollars: 0,
		});
		const { rows } = ledgerSchema.parse(await askSidecar('/v1/ledger'));
		const paid = (provider: string) =>
			rows.filter((row: LedgerRow) => row.provider === provider && row.actual_microdollars);
		for (const provider of ['fal', 'openai']) {
			const charges = chargesOf(provider);
			const row = usage.rows.find(({ key }) => key === provider);
			expect(row).toMatchObject({ images: charges.length, cost_microdollars: cost(charges) });
			expect(
				paid(provider)
					.map((one) => one.actual_microdollars)
					.toSorted(),
			).toEqual(charges.map((one) => one.cost_microdollars).toSorted());
		}
		expect(rows.filter(({ error }) => error !== '').map(({ error }) => error)).toContain('provider_quota');
	});

	it('is what the command line says beside the running service', async () => {
		const { dataFolder } = chain.sidecar;
		const { code, stdout } = await runLimner(['usage', '--by', 'provider', '--json'], {
			folder: dataFolder,
			environment: { LIMNER_DATA_DIR: dataFolder },
		});
		expect(code).toBe(0);
		const said = JSON.parse(stdout) as { rows: { key: string }[] };
		expect(said).toMatchObject({ cost_microdollars: cost(chain.emulator.charges()) });
		for (const provider of ['fal', 'openai']) {
			const row = said.rows.find(({ key }) => key === provider);
			expect(row).toMatchObject({ cost_microdollars: cost(chargesOf(provider)) });
		}
	});
});
