import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { logIn, openEditor } from '../e2e/open-browser.ts';
import { findPort } from '../wordpress/free-port.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { judge, type Measurement } from './measurement.ts';
import { median, medianAndWorst } from './statistics.ts';

const START_LIMIT = 60;
const TEST_LIMIT = 15 * 60;

interface Command {
	printed(): string;
	ended: Promise<number | null>;
	/** As Ctrl-C in its terminal. */
	interrupt(): Promise<void>;
}

/** M13, the first half: `npm start` on an empty data folder, to the moment when the sample post can be edited. */
export async function measureStart(browser: Browser, repeats: number): Promise<Measurement> {
	const ready: number[] = [];
	const usable: number[] = [];
	for (let repeat = 0; repeat < repeats; repeat += 1) {
		const times = await startOnce(browser);
		ready.push(times.ready);
		usable.push(times.usable);
	}
	return judge({
		metric: 'M13',
		what: '`npm start` to a usable editor, once installed, with an empty data folder',
		measured: medianAndWorst(usable, 1, ' s'),
		mustReach: `< ${START_LIMIT} s`,
		value: median(usable),
		limit: START_LIMIT,
		comparison: '',
		notes: [
			`Until it says that it is ready: ${medianAndWorst(ready, 1, ' s')}; the rest is logging in and opening the editor in Chromium.`,
		],
	});
}

async function startOnce(browser: Browser): Promise<{ ready: number; usable: number }> {
	const dataFolder = await mkdtemp(join(tmpdir(), 'limner-bench-start-'));
	const port = await findPort(0);
	const began = Date.now();
	const trial = run(['start'], {
		LIMNER_DATA_DIR: dataFolder,
		LIMNER_WORDPRESS_PORT: String(port),
		LIMNER_PORT: String(await findPort(0)),
	});
	try {
		const postId = await samplePost(trial);
		const ready = (Date.now() - began) / 1000;
		const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
		const site = { url: `http://127.0.0.1:${port}`, adminUser: 'admin', adminPassword: 'password' };
		await logIn(page, site);
		await openEditor(page, site, postId);
		const usable = (Date.now() - began) / 1000;
		await page.close();
		return { ready, usable };
	} finally {
		await trial.interrupt();
		await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function samplePost(trial: Command): Promise<number> {
	const deadline = Date.now() + 300_000;
	let code: number | null | undefined;
	void trial.ended.then((ended) => (code = ended));
	while (!trial.printed().includes('Press Ctrl-C to stop.')) {
		if (code !== undefined || Date.now() > deadline) {
			throw new Error(`npm start did not become ready:\n${trial.printed()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return Number(/post\.php\?post=(\d+)/.exec(trial.printed())?.[1]);
}

/** M13, the second half; `null` where it was not asked for, as it takes as long as everything else together. */
export async function measureTests(wanted: boolean): Promise<Measurement> {
	const words = {
		metric: 'M13',
		what: '`npm test`',
		mustReach: `< ${TEST_LIMIT / 60} min`,
		comparison: '',
	};
	if (!wanted) {
		return {
			...words,
			measured: 'measured elsewhere',
			ratio: null,
			verdict: 'not measured',
			notes: ['`npm run bench -- --with-tests` runs and times it too.'],
		};
	}
	const began = Date.now();
	const tests = run(['test'], {});
	await tests.ended;
	const seconds = (Date.now() - began) / 1000;
	const summary = /^\d+ passed, \d+ failed$/m.exec(tests.printed())?.[0] ?? 'no result';
	return judge({
		...words,
		measured: `${(seconds / 60).toFixed(1)} min (${summary})`,
		value: seconds,
		limit: TEST_LIMIT,
	});
}

function run(parameters: string[], environment: Record<string, string>): Command {
	const child = spawn('npm', parameters, {
		cwd: projectFolder,
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own, so that a Ctrl-C can be sent to all of it.
		detached: true,
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const signal = (name: NodeJS.Signals): void => {
		if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, name);
	};
	const endWithUs = (): void => signal('SIGTERM');
	process.once('exit', endWithUs);
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	void ended.then(() => process.off('exit', endWithUs));
	return {
		printed: () => output,
		ended,
		interrupt: async () => {
			signal('SIGINT');
			await ended;
		},
	};
}
