import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { endProcess } from './end-process.ts';
import type { HostOrder, HostReport, StopHost } from './wordpress-host.ts';

export interface HostProcess {
	pid: number;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
	stop: StopHost;
}

export async function startHostProcess(order: HostOrder): Promise<HostProcess> {
	const script = fileURLToPath(new URL('host-process.ts', import.meta.url));
	const child = fork(script, [], {
		cwd: order.dataFolder,
		// In Playground, PHP reaches other servers only through this V8 feature.
		execArgv: ['--experimental-wasm-jspi', '--disable-warning=ExperimentalWarning'],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	let printed = '';
	const remember = (chunk: Buffer): void => {
		printed = (printed + chunk.toString()).slice(-4000);
	};
	child.stdout?.on('data', remember);
	child.stderr?.on('data', remember);

	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const stop = async (): Promise<void> => await endProcess(child, 'SIGTERM', 30_000);
	const report = await firstReport(child, order);
	if (report.kind === 'failed') {
		await stop();
		throw new Error(`WordPress did not start on ${order.host}: ${report.text}\n${printed}`.trim());
	}
	return { pid: child.pid ?? 0, ended, stop };
}

function firstReport(child: ChildProcess, order: HostOrder): Promise<HostReport> {
	return new Promise((resolve) => {
		child.once('message', (report: HostReport) => resolve(report));
		child.once('error', (error) => resolve({ kind: 'failed', text: error.message }));
		child.once('exit', (code, signal) =>
			resolve({ kind: 'failed', text: `its process ended with ${signal ?? `code ${code}`}` }),
		);
		child.send(order);
	});
}
