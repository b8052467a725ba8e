import type { ChildProcess } from 'node:child_process';

/** Sends a signal, waits for the end, and after the given milliseconds no longer asks. */
export async function endProcess(
	child: ChildProcess,
	signal: NodeJS.Signals,
	patience: number,
): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
		return;
	}
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	child.kill(signal);
	const timer = setTimeout(() => child.kill('SIGKILL'), patience);
	await gone;
	clearTimeout(timer);
}
