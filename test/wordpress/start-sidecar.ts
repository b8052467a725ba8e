import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { endProcess } from './end-process.ts';
import { findPort } from './free-port.ts';
import { projectFolder } from './project-paths.ts';
import { runCommand } from './run-command.ts';

const program = join(projectFolder, 'sidecar', 'bin', 'limner.mjs');
const startTimeout = 120_000;

export interface SidecarOptions {
	/** 0, the default, takes a free one. */
	port?: number;
	/** Kept between runs; without it, a temporary folder that is removed at stop. */
	dataFolder?: string;
	/** Settings beside the port, address and data folder, such as OPENAI_BASE_URL. */
	environment?: Record<string, string>;
}

export interface RunningSidecar {
	url: string;
	dataFolder: string;
	pid: number;
	/** Resolves when its process has ended, for whatever reason. */
	ended: Promise<void>;
	/** What it has logged so far, one JSON object a line. */
	readLog: () => string;
	/** A one-time code, as `limner pair` prints it. */
	pair: () => Promise<string>;
	/** Ends it as an operator does, and removes a temporary data folder. */
	stop: () => Promise<void>;
	/** Ends it as a power cut does; the data folder stays. */
	kill: () => Promise<void>;
}

/** Starts a sidecar and returns once it answers. */
export async function startSidecar(options: SidecarOptions = {}): Promise<RunningSidecar> {
	const port = await findPort(options.port ?? 0);
	const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'limner-sidecar-')));
	const environment = {
		...process.env,
		...options.environment,
		LIMNER_PORT: String(port),
		LIMNER_HOST: '127.0.0.1',
		LIMNER_DATA_DIR: dataFolder,
	};
	const child = spawn(process.execPath, [program, 'serve'], {
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const log = collectOutput(child);
	const endWithUs = (): void => void child.kill('SIGKILL');
	process.once('exit', endWithUs);
	child.once('exit', () => process.off('exit', endWithUs));

	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const url = `http://127.0.0.1:${port}`;
	try {
		await waitUntilHealthy(child, url, log);
	} catch (error) {
		await endProcess(child, 'SIGKILL', 15_000);
		throw error;
	}
	return {
		url,
		dataFolder,
		pid: child.pid ?? 0,
		ended,
		readLog: log,
		pair: async () => await askForCode(environment),
		kill: async () => await endProcess(child, 'SIGKILL', 15_000),
		stop: async () => {
			await endProcess(child, 'SIGTERM', 15_000);
			if (options.dataFolder === undefined) {
				await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
			}
		},
	};
}

function collectOutput(child: ChildProcess): () => string {
	let output = '';
	const remember = (chunk: Buffer): void => {
		output += chunk.toString();
	};
	child.stdout?.on('data', remember);
	child.stderr?.on('data', remember);
	return () => output;
}

async function waitUntilHealthy(child: ChildProcess, url: string, log: () => string): Promise<void> {
	const deadline = Date.now() + startTimeout;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`The sidecar ended while starting:\n${log().slice(-4000)}`);
		}
		const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
			() => undefined,
		);
		if (answer?.ok) {
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`The sidecar did not answer within ${startTimeout / 1000} s:\n${log().slice(-4000)}`);
}

async function askForCode(environment: NodeJS.ProcessEnv): Promise<string> {
	const printed = await runCommand(process.execPath, [program, 'pair'], {
		env: environment,
		timeout: 90_000,
	});
	const code = printed.trim();
	if (!/^[A-Z0-9]{4}(-[A-Z0-9]{4})+$/.test(code)) {
		throw new Error(`"limner pair" printed no code: ${printed}`);
	}
	return code;
}
