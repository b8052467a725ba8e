import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess } from '../wordpress/end-process.ts';
import { findPort } from '../wordpress/free-port.ts';

/** The one account that the server knows. */
const S3_ACCESS_KEY_ID = 'S3RVER';
const S3_SECRET_ACCESS_KEY = 'S3RVER';
export const S3_BUCKET = 'limner-images';

const PATIENCE = 20_000;
const program = fileURLToPath(import.meta.resolve('s3rver/bin/s3rver.js'));

export interface S3Server {
	endpoint: string;
	/** Settings of a sidecar that keeps its images there. */
	environment: Record<string, string>;
	/** Ends it as a crash does; what it has stored stays. */
	kill(): Promise<void>;
	/** After `kill`, at the same address. */
	startAgain(): Promise<void>;
	/** Ends it and removes what it has stored. */
	stop(): Promise<void>;
}

/** A server process that speaks S3, with one empty bucket. */
export async function startS3Server(): Promise<S3Server> {
	const folder = await mkdtemp(join(tmpdir(), 'limner-s3-'));
	const port = await findPort(0);
	const endpoint = `http://127.0.0.1:${port}`;
	let child = await start(folder, port);
	const kill = () => endProcess(child, 'SIGKILL', PATIENCE);
	return {
		endpoint,
		environment: {
			LIMNER_S3_BUCKET: S3_BUCKET,
			LIMNER_S3_ENDPOINT: endpoint,
			LIMNER_S3_ACCESS_KEY_ID: S3_ACCESS_KEY_ID,
			LIMNER_S3_SECRET_ACCESS_KEY: S3_SECRET_ACCESS_KEY,
		},
		kill,
		startAgain: async () => {
			child = await start(folder, port);
		},
		stop: async () => {
			await kill();
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

async function start(folder: string, port: number) {
	// Its tokens for the next page of a list are made with a cipher that OpenSSL counts as old.
	const child = spawn(
		process.execPath,
		[
			'--openssl-legacy-provider',
			program,
			...['--directory', folder, '--address', '127.0.0.1', '--port', String(port)],
			...['--silent', '--configure-bucket', S3_BUCKET],
		],
		{ stdio: 'ignore' },
	);
	const endWithUs = (): void => void child.kill('SIGKILL');
	process.once('exit', endWithUs);
	child.once('exit', () => process.off('exit', endWithUs));
	const deadline = Date.now() + PATIENCE;
	while (!(await answers(port))) {
		if (child.exitCode !== null || Date.now() > deadline) throw new Error('The S3 server did not start.');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return child;
}

async function answers(port: number): Promise<boolean> {
	try {
		await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) });
		return true;
	} catch {
		return false;
	}
}
