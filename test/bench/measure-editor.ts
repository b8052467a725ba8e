import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { logIn, openEditor } from '../e2e/open-browser.ts';
import { makeLongPost } from '../posts/index.ts';
import { pluginFolder } from '../wordpress/project-paths.ts';
import { addArticle, type BenchSite } from './bench-site.ts';
import { judge, type Measurement } from './measurement.ts';
import { median } from './statistics.ts';

const KIBIBYTE = 1024;
const LIMIT = 25;
/** A script this small registers an entry and can do no more. */
const STUB = 4;

interface LoadedFile {
	path: string;
	kibibytes: number;
}

/** M10: what the browser really loads of the plugin, before and after somebody opens the sidebar. */
export async function measureBundle(site: BenchSite, browser: Browser): Promise<Measurement[]> {
	const { id } = await addArticle(site);
	const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	await logIn(page, site.wordpress);
	await openEditor(page, site.wordpress, id);
	const before = await loadedFiles(page);
	await openSidebar(page);
	const after = await loadedFiles(page);
	await page.close();
	const scripts = (files: LoadedFile[]) => sum(files.filter(({ path }) => path.endsWith('.js')));
	const words = { metric: 'M10', comparison: '9–407 KB in plugins that people use' };
	return [
		judge({
			...words,
			what: 'the scripts of the sidebar, gzipped, everything together',
			measured: `${scripts(after).toFixed(1)} KB`,
			mustReach: `≤ ${LIMIT} KB`,
			value: scripts(after),
			limit: LIMIT,
			notes: [`What the browser loaded after opening it: ${after.map(describeFile).join(', ')}.`],
		}),
		judge({
			...words,
			comparison: '',
			what: 'of these, loaded before the sidebar is opened',
			measured: `${sum(before).toFixed(1)} KB`,
			mustReach: `nothing but a stub (≤ ${STUB} KB)`,
			value: sum(before),
			limit: STUB,
			notes: [`What the browser loaded before: ${before.map(describeFile).join(', ')}.`],
		}),
	];
}

function describeFile({ path, kibibytes }: LoadedFile): string {
	return `${path} ${kibibytes.toFixed(1)} KB`;
}

function sum(files: LoadedFile[]): number {
	return files.reduce((total, { kibibytes }) => total + kibibytes, 0);
}

async function loadedFiles(page: Page): Promise<LoadedFile[]> {
	const addresses = await page.evaluate(() =>
		performance.getEntriesByType('resource').map(({ name }) => name),
	);
	const paths = addresses.flatMap((address) => {
		const [, path] = /\/wp-content\/plugins\/limner\/([^?]+)/.exec(address) ?? [];
		return path === undefined ? [] : [path];
	});
	return [...new Set(paths)].map((path) => ({
		path,
		kibibytes: gzipSync(readFileSync(join(pluginFolder, path))).length / KIBIBYTE,
	}));
}

async function openSidebar(page: Page): Promise<void> {
	const button = page.getByRole('button', { name: 'Images', exact: true });
	if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
	await page.getByRole('region', { name: 'Editor settings' }).getByRole('listitem').first().waitFor();
}

async function closeSidebar(page: Page): Promise<void> {
	const button = page.getByRole('button', { name: 'Images', exact: true });
	if ((await button.getAttribute('aria-expanded')) === 'true') await button.click();
}

/** Blocks of the post that is typed in: a heading and two paragraphs a section. */
const BLOCKS = 501;
const KEYS = 40;
/** In milliseconds: from here on a browser calls a task long. */
const LONG = 50;
const PAUSE = 1_500;

interface Typing {
	/** Milliseconds of the page's own work, for each key. */
	work: number[];
	/** The same for the second after the last key, in which the sidebar reads the post anew. */
	pause: number;
}

/** M11: typing in a long post, with the sidebar open and closed in turns. */
export async function measureTyping(
	site: BenchSite,
	browser: Browser,
	repeats: number,
): Promise<Measurement> {
	const post = await site.admin.rest('wp/v2/posts', {
		body: { title: 'A long post', content: makeLongPost(BLOCKS / 3), status: 'draft' },
	});
	const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	await logIn(page, site.wordpress);
	await openEditor(page, site.wordpress, (post.body as { id: number }).id);
	const typings = { open: [] as Typing[], closed: [] as Typing[] };
	for (let repeat = 0; repeat <= repeats; repeat += 1) {
		for (const state of repeat % 2 === 0 ? (['open', 'closed'] as const) : (['closed', 'open'] as const)) {
			await (state === 'open' ? openSidebar(page) : closeSidebar(page));
			const typing = await type(page);
			// The first time loads code.
			if (repeat > 0) typings[state].push(typing);
		}
	}
	await page.close();
	return describeTyping(typings.open, typings.closed);
}

function describeTyping(open: Typing[], closed: Typing[]): Measurement {
	const works = (typings: Typing[]) => typings.flatMap(({ work }) => work);
	const pauses = (typings: Typing[]) => median(typings.map(({ pause }) => pause));
	const added = median(works(open)) - median(works(closed));
	const long = (typings: Typing[]) => works(typings).filter((work) => work > LONG).length;
	const measurement = judge({
		metric: 'M11',
		what: `typing in a post of ${BLOCKS} blocks: work per key that the open sidebar adds`,
		measured: `${added > 0 ? `${added.toFixed(2)} ms` : `nothing (${added.toFixed(2)} ms)`}; keys of more than ${LONG} ms: ${long(open)} with it open, ${long(closed)} with it closed, of ${works(open).length}`,
		mustReach: '≤ 1 ms, no long task',
		value: Math.max(0, added),
		limit: 1,
		comparison: 'extraction 0.12 ms',
		notes: [
			`Processor time of the page's main thread for a key, median: ${median(works(open)).toFixed(1)} ms with the sidebar open, ${median(works(closed)).toFixed(1)} ms with it closed; ${KEYS} keys a time, in turns.`,
			`In the ${PAUSE / 1000} s after the last key, in which the sidebar reads the post anew: ${pauses(open).toFixed(0)} ms in all with it open, ${pauses(closed).toFixed(0)} ms with it closed.`,
		],
	});
	return long(open) > long(closed) ? { ...measurement, verdict: 'falls short' } : measurement;
}

async function type(page: Page): Promise<Typing> {
	const canvas = page.frameLocator('iframe[name="editor-canvas"]');
	await canvas.locator('[data-type="core/paragraph"]').first().click();
	await page.keyboard.press('End');
	const session = await page.context().newCDPSession(page);
	// By processor time: other programs on the machine would else be counted as the page's work.
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const timeWork = async (act: () => Promise<void>) => {
		const before = await taskSeconds(session);
		await act();
		return ((await taskSeconds(session)) - before) * 1000;
	};
	const work: number[] = [];
	for (let key = 0; key < KEYS; key += 1) {
		const press = async () => {
			await page.keyboard.press('a');
			await page.evaluate(nextFrame);
		};
		work.push(await timeWork(press));
	}
	const pause = await timeWork(() => page.evaluate(waitFor, PAUSE));
	await session.detach();
	return { work, pause };
}

async function taskSeconds(session: {
	send(method: 'Performance.getMetrics'): Promise<{ metrics: { name: string; value: number }[] }>;
}): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** Runs in the page. */
function nextFrame(): Promise<void> {
	return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

/** Runs in the page. */
function waitFor(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
