import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startMariaDatabase } from './maria-database.ts';
import { runCommand } from './run-command.ts';
import type { HostOrder, StopHost } from './wordpress-host.ts';

const phpSettings = { upload_max_filesize: '64M', post_max_size: '64M', memory_limit: '256M' };

/** WordPress on this machine's PHP, with a MariaDB server of its own. */
export async function startNativeHost(order: HostOrder): Promise<StopHost> {
	const stopDatabase = await startMariaDatabase(order.dataFolder, order.databaseSocket);
	try {
		await linkPlugin(order);
		await configureSite(order);
		const server = await startPhpServer(order);
		return async () => {
			await endGroup(server);
			await stopDatabase();
		};
	} catch (error) {
		await stopDatabase();
		throw error;
	}
}

async function linkPlugin(order: HostOrder): Promise<void> {
	const link = join(order.siteFolder, 'wp-content', 'plugins', 'limner');
	const present = await lstat(link).catch(() => undefined);
	if (present !== undefined) {
		await rm(link, { recursive: !present.isSymbolicLink() });
	}
	if (order.pluginFolder !== undefined) {
		await symlink(order.pluginFolder, link);
	}
}

async function configureSite(order: HostOrder): Promise<void> {
	const load = join(order.siteFolder, 'wp-load.php');
	const steps = [
		// A first load of an empty database would otherwise end with a redirect to the installer.
		`define( 'WP_INSTALLING', true );\nrequire '${load}';\n${order.configuration}`,
		`require '${load}';\n${order.configuration}`,
	];
	const script = join(order.dataFolder, 'configure-site.php');
	for (const [index, step] of steps.entries()) {
		if (index === 0 && existsSync(join(order.dataFolder, 'installed'))) {
			continue;
		}
		await writeFile(script, `<?php\n$_SERVER['HTTP_HOST'] = '127.0.0.1:${order.port}';\n${step}`);
		const printed = await runCommand('php', [...phpParameters(), script]);
		if (!printed.includes('configured')) {
			throw new Error(`WordPress could not be configured: ${printed.slice(-2000)}`);
		}
		await writeFile(join(order.dataFolder, 'installed'), '');
	}
}

function phpParameters(): string[] {
	return Object.entries(phpSettings).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
}

async function startPhpServer(order: HostOrder): Promise<ChildProcess> {
	const router = fileURLToPath(new URL('php-server-router.php', import.meta.url));
	const address = `127.0.0.1:${order.port}`;
	const server = spawn('php', [...phpParameters(), '-S', address, '-t', order.siteFolder, router], {
		env: { ...process.env, PHP_CLI_SERVER_WORKERS: String(order.workers) },
		stdio: ['ignore', 'ignore', 'pipe'],
		// A group of its own: the workers it forks outlive their parent, so the group is what is ended.
		detached: true,
	});
	const end = (): void => signalGroup(server, 'SIGKILL');
	process.once('exit', end);
	server.once('exit', () => process.off('exit', end));
	await waitUntilListening(server);
	return server;
}

function waitUntilListening(server: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let printed = '';
		server.stderr?.on('data', (chunk: Buffer) => {
			printed = (printed + chunk.toString()).slice(-4000);
			if (printed.includes('started')) {
				resolve();
			}
		});
		server.once('error', (cause) => reject(new Error(`PHP could not be run: ${cause.message}`, { cause })));
		server.once('exit', () => reject(new Error(`PHP's server ended: ${printed}`)));
	});
}

function signalGroup(server: ChildProcess, signal: NodeJS.Signals): void {
	if (server.pid === undefined) {
		return;
	}
	try {
		process.kill(-server.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
			throw error;
		}
	}
}

async function endGroup(server: ChildProcess): Promise<void> {
	const gone = new Promise<void>((resolve) => {
		if (server.exitCode !== null || server.signalCode !== null) {
			resolve();
		} else {
			server.once('exit', () => resolve());
		}
	});
	signalGroup(server, 'SIGKILL');
	await gone;
}
