import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { buildEditor } from '../../scripts/build-editor.ts';
import { openBrowser } from '../e2e/open-browser.ts';
import { startBenchSite } from './bench-site.ts';
import { measureBundle, measureTyping } from './measure-editor.ts';
import { measureFrontPage } from './measure-front-page.ts';
import { measureKills } from './measure-kills.ts';
import { measureLine } from './measure-line.ts';
import { measurePost } from './measure-post.ts';
import { measurePublishing } from './measure-publishing.ts';
import { measureRestart } from './measure-restart.ts';
import { measureSidecar } from './measure-sidecar.ts';
import { measureStart, measureTests } from './measure-start.ts';
import type { Measurement } from './measurement.ts';
import { printTable, writeReport } from './write-report.ts';

const USAGE = `npm run bench -- [--quick] [--only M2,M6] [--with-tests]
  --quick       two repeats in place of five
  --only        these numbers only; prints them and leaves docs/benchmarks.md as it is
  --with-tests  runs and times "npm test" as well`;

/** What needs no site comes last, as it would take its processor time. */
const ON_THE_SITE = ['M1', 'M2', 'M3', 'M6', 'M10', 'M11', 'M12'];
const BY_THEMSELVES = ['M4', 'M5', 'M7', 'M13'];

interface Order {
	wanted(...metrics: string[]): boolean;
	repeats: number;
	withTests: boolean;
}

const began = Date.now();
const report = (line: string): void => console.log(`[${((Date.now() - began) / 1000).toFixed(0)} s] ${line}`);

async function bench(): Promise<void> {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			'with-tests': { type: 'boolean', default: false },
		},
	});
	const only = values.only?.split(',');
	const known = [...ON_THE_SITE, ...BY_THEMSELVES];
	if (only?.some((metric) => !known.includes(metric)))
		throw new Error(`There are ${known.join(', ')}.\n${USAGE}`);
	const order: Order = {
		wanted: (...metrics) => only === undefined || metrics.some((metric) => only.includes(metric)),
		repeats: values.quick ? 2 : 5,
		withTests: values['with-tests'],
	};
	const loadBefore = loadavg()[0] ?? 0;
	await buildEditor(report);
	const measurements = await measureAll(order);
	if (only !== undefined) return;
	const file = writeReport({
		measurements,
		repeats: order.repeats,
		loadBefore,
		minutes: (Date.now() - began) / 60_000,
		command: ['npm run bench', ...(values.quick ? ['-- --quick'] : [])].join(' '),
	});
	console.log(`\nWritten to ${file}`);
}

async function measureAll(order: Order): Promise<Measurement[]> {
	const browser = await openBrowser();
	try {
		const measurements = [
			...(order.wanted(...ON_THE_SITE) ? await measureOnSite(order, browser) : []),
			...(await measure(order, ['M4'], 'charges under kills', () => measureKills(order.repeats * 2))),
			...(await measure(order, ['M7'], 'a click behind an archive', async () => [
				await measureLine(order.repeats),
			])),
			...(await measure(order, ['M5'], 'recovery', async () => [await measureRestart(order.repeats)])),
			...(await measure(order, ['M13'], 'npm start', async () => [
				await measureStart(browser, Math.min(2, order.repeats)),
				await measureTests(order.withTests),
			])),
		];
		return measurements.toSorted((one, other) => Number(one.metric.slice(1)) - Number(other.metric.slice(1)));
	} finally {
		await browser.close();
	}
}

async function measureOnSite(order: Order, browser: Browser): Promise<Measurement[]> {
	const site = await startBenchSite(report);
	const { repeats } = order;
	let link = '';
	try {
		return [
			...(await measure(order, ['M2'], "the sidecar's own time", async () => [
				await measureSidecar(site, repeats),
			])),
			...(await measure(order, ['M1', 'M3', 'M12'], 'posts with six images', async () => {
				const post = await measurePost(site, repeats, report);
				link = post.link;
				return post.measurements;
			})),
			...(await measure(order, ['M12'], 'what readers get', async () => [
				await measureFrontPage(browser, link, site.wordpress.url),
			])),
			...(await measure(order, ['M6'], 'publishing', async () => [
				await measurePublishing(site, repeats * 8),
			])),
			...(await measure(order, ['M10'], 'the script', () => measureBundle(site, browser))),
			...(await measure(order, ['M11'], 'typing', async () => [await measureTyping(site, browser, repeats)])),
		];
	} finally {
		await site.stop();
	}
}

/** What cannot be measured is said in its place, and the rest goes on. */
async function measure(
	order: Order,
	metrics: string[],
	what: string,
	work: () => Promise<Measurement[]>,
): Promise<Measurement[]> {
	if (!order.wanted(...metrics)) return [];
	report(`${metrics.join(', ')}: ${what}`);
	try {
		const measurements = await work();
		// At once, so that a run that is broken off has said what it knew.
		printTable(measurements);
		return measurements;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		report(reason);
		process.exitCode = 1;
		return metrics.map((metric) => ({
			metric,
			what,
			measured: 'could not be measured',
			mustReach: '',
			ratio: null,
			verdict: 'not measured',
			comparison: '',
			notes: [(reason.split('\n')[0] ?? '').slice(0, 300)],
		}));
	}
}

// Everything that was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

bench()
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	})
	.finally(() => process.exit());
