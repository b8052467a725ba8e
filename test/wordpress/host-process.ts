import { rm } from 'node:fs/promises';

import { startNativeHost } from './native-host.ts';
import { startPlaygroundHost } from './playground-host.ts';
import type { HostOrder, HostReport, StopHost } from './wordpress-host.ts';

/**
 * Runs a host in a process of its own, which ends everything that belongs to it when it is told to, and
 * when the process that started it is gone, however that one ended.
 */
let order: HostOrder | undefined;
let starting: Promise<StopHost> | undefined;
let stop: StopHost | undefined;
let ending = false;

async function end(): Promise<void> {
	if (ending) {
		return;
	}
	ending = true;
	// A worker that hangs in PHP must not keep this process alive.
	setTimeout(() => process.exit(1), 20_000).unref();
	try {
		await stopWhatRuns();
		if (order?.isTemporary) {
			await rm(order.dataFolder, { recursive: true, force: true, maxRetries: 5 });
		}
	} finally {
		process.exit(0);
	}
}

async function stopWhatRuns(): Promise<void> {
	// Nothing of a Playground lives outside this process, so its start need not be waited for.
	if (stop === undefined && order?.host === 'native') {
		await starting?.catch(() => undefined);
	}
	await stop?.();
}

function tell(report: HostReport): void {
	if (process.connected) {
		process.send?.(report);
	}
}

function begin(received: HostOrder): void {
	order = received;
	starting = order.host === 'native' ? startNativeHost(order) : startPlaygroundHost(order);
	starting.then(
		(started) => {
			stop = started;
			tell({ kind: 'ready', text: '' });
		},
		(error: unknown) =>
			tell({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
	);
}

process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
process.on('SIGHUP', () => void end());
process.on('disconnect', () => void end());
process.once('message', begin);
