import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findPort } from '../wordpress/free-port.ts';
import { projectFolder } from '../wordpress/project-paths.ts';
import { logInToWordPress } from '../wordpress/wordpress-session.ts';

interface Trial {
	process: ChildProcess;
	printed: () => string;
	ended: Promise<number | null>;
}

let dataFolder: string;
let environment: Record<string, string>;

beforeAll(async () => {
	dataFolder = await mkdtemp(join(tmpdir(), 'limner-trial-'));
	environment = {
		LIMNER_DATA_DIR: dataFolder,
		LIMNER_WORDPRESS_PORT: String(await findPort(0)),
		LIMNER_PORT: String(await findPort(0)),
	};
});
afterAll(async () => {
	await rm(dataFolder, { recursive: true, force: true });
});

/** As from a terminal: a process group of its own, so that a Ctrl-C can be sent to all of it. */
function startTrial(): Trial {
	const child = spawn('npm', ['start'], {
		cwd: projectFolder,
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	return { process: child, printed: () => output, ended };
}

async function waitUntilReady(trial: Trial): Promise<void> {
	await Promise.race([
		expect.poll(trial.printed, { timeout: 280_000, interval: 500 }).toContain('Press Ctrl-C to stop.'),
		trial.ended.then(() => {
			throw new Error(`npm start ended:\n${trial.printed()}`);
		}),
	]);
}

async function pressControlC(trial: Trial): Promise<void> {
	process.kill(-(trial.process.pid ?? 0), 'SIGINT');
	await trial.ended;
}

/** Every process that has inherited this trial's data folder. */
async function listProcesses(): Promise<string[]> {
	const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const found: string[] = [];
	for (const id of ids) {
		const inherited = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
		if (inherited.includes(`LIMNER_DATA_DIR=${dataFolder}`)) {
			found.push(await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
		}
	}
	return found.filter((command) => command !== '');
}

async function readConnection(): Promise<{ state: string; titles: string[]; words: number }> {
	const url = `http://127.0.0.1:${environment.LIMNER_WORDPRESS_PORT}`;
	const admin = await logInToWordPress(url, 'admin', 'password');
	const connection = (await admin.rest('limner/v1/connection')).body as { state: string };
	const posts = (await admin.rest('wp/v2/posts?status=draft&context=edit')).body as {
		title: { raw: string };
		content: { raw: string };
	}[];
	const text = (posts[0]?.content.raw ?? '').replace(/<[^>]*>/g, ' ');
	return {
		state: connection.state,
		titles: posts.map((post) => post.title.raw),
		words: text.split(/\s+/).filter((word) => word !== '').length,
	};
}

describe('npm start', () => {
	it('gives a connected site with one sample post, and leaves nothing running after Ctrl-C', async () => {
		const trial = startTrial();
		try {
			await waitUntilReady(trial);
			const health = await fetch(`http://127.0.0.1:${environment.LIMNER_PORT}/healthz`);
			expect(health.status).toBe(200);
			const { state, titles, words } = await readConnection();
			expect(state).toBe('connected');
			expect(titles).toHaveLength(1);
			expect(words).toBeGreaterThanOrEqual(1200);
			expect(trial.printed()).toContain(dataFolder);
		} finally {
			await pressControlC(trial);
		}
		await expect.poll(listProcesses, { timeout: 20_000 }).toEqual([]);
	}, 320_000);

	it('finds everything as it was at the next start, and ends wholly when it is told to by a signal', async () => {
		const trial = startTrial();
		try {
			await waitUntilReady(trial);
			const { state, titles } = await readConnection();
			expect(state).toBe('connected');
			expect(titles).toHaveLength(1);
		} finally {
			trial.process.kill('SIGTERM');
			await trial.ended;
		}
		await expect.poll(listProcesses, { timeout: 20_000 }).toEqual([]);
	}, 320_000);

	it.each(['LIMNER_WORDPRESS_PORT', 'LIMNER_PORT'])(
		'names the taken port and %s, which changes it',
		async (variable) => {
			const port = Number(environment[variable]);
			const other = createServer();
			await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
			try {
				const trial = startTrial();
				expect(await trial.ended).toBe(1);
				expect(trial.printed()).toContain(`Port ${port} is taken`);
				expect(trial.printed()).toContain(`${variable}=`);
			} finally {
				await new Promise((resolve) => other.close(resolve));
			}
		},
	);
});
