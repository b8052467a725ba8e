import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../wordpress/project-paths.ts';

const program = join(projectFolder, 'sidecar', 'bin', 'limner.mjs');

export interface LimnerRun {
	child: ChildProcess;
	/** What it has written so far. */
	stdout: () => string;
	stderr: () => string;
	/** Resolves when the standard error output holds this text; fails when the program ends without it. */
	said: (text: string) => Promise<void>;
	ended: Promise<LimnerEnd>;
}

export interface LimnerEnd {
	/** Null where a signal ended it. */
	code: number | null;
	stdout: string;
	stderr: string;
}

export interface RunOptions {
	folder: string;
	environment?: Record<string, string>;
}

/** Starts the program as a person in this folder does, without a terminal. */
export function startLimner(parameters: string[], { folder, environment }: RunOptions): LimnerRun {
	const child = spawn(process.execPath, [program, ...parameters], {
		cwd: folder,
		env: {
			PATH: process.env.PATH,
			HOME: folder,
			LIMNER_DATA_DIR: join(folder, 'data'),
			...environment,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const endWithUs = (): void => void child.kill('SIGKILL');
	process.once('exit', endWithUs);
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	const ended = once(child, 'close').then(([code]: (number | null)[]) => {
		process.off('exit', endWithUs);
		return { code: code ?? null, stdout, stderr };
	});
	const said = (text: string) =>
		new Promise<void>((resolve, reject) => {
			const look = () => {
				if (stderr.includes(text)) resolve();
			};
			look();
			child.stderr.on('data', look);
			void ended.then(() => reject(new Error(`It ended without saying "${text}":\n${stdout}\n${stderr}`)));
		});
	return { child, stdout: () => stdout, stderr: () => stderr, said, ended };
}

export async function runLimner(parameters: string[], options: RunOptions): Promise<LimnerEnd> {
	return startLimner(parameters, options).ended;
}
