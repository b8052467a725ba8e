import { spawn, type ChildProcess } from 'node:child_process';

import type { Print } from './side-by-side.ts';

/** As much of the end of an output as can hold what it ended with. */
const KEPT = 20_000;
/** For the last of an output after its command's end; what it left running may hold the pipe open. In milliseconds. */
const AFTERWARDS = 2_000;

export const running = new Set<ChildProcess>();

/** Shows what a command prints, and keeps the end of it. */
export function runShown(
	command: string,
	parameters: string[],
	{ folder, print }: { folder: string; print: Print },
): Promise<{ code: number; printed: string }> {
	return new Promise((resolve, reject) => {
		let printed = '';
		const child = spawn(command, parameters, {
			cwd: folder,
			stdio: ['inherit', 'pipe', 'pipe'],
			env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env,
		});
		running.add(child);
		const end = (code: number | null): void => {
			running.delete(child);
			resolve({ code: code ?? 1, printed });
		};
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => {
				print(chunk);
				printed = (printed + chunk.toString()).slice(-KEPT);
			});
		}
		child.on('error', reject);
		child.on('close', end);
		child.on('exit', (code) => setTimeout(() => end(code), AFTERWARDS).unref());
	});
}
