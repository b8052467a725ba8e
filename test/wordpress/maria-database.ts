import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { endProcess } from './end-process.ts';
import { runCommand } from './run-command.ts';

/** A MariaDB server of its own, with its data in the data folder, reachable by its socket alone. */
export async function startMariaDatabase(dataFolder: string, socket: string): Promise<() => Promise<void>> {
	const user = userInfo().username;
	const data = join(dataFolder, 'database');
	const isNew = !existsSync(join(data, 'mysql'));
	if (isNew) {
		await mkdir(data, { recursive: true });
		await runCommand('mariadb-install-db', [
			'--no-defaults',
			`--datadir=${data}`,
			`--user=${user}`,
			'--auth-root-authentication-method=socket',
			`--auth-root-socket-user=${user}`,
			'--skip-test-db',
		]);
	}
	const server = await startServer(data, socket, user);
	const stop = async (): Promise<void> => await endProcess(server, 'SIGTERM', 10_000);
	try {
		if (isNew) {
			await createSiteDatabase(socket, user);
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return stop;
}

async function startServer(data: string, socket: string, user: string): Promise<ChildProcess> {
	const server = spawn(
		'mariadbd',
		[
			'--no-defaults',
			`--datadir=${data}`,
			`--socket=${socket}`,
			`--pid-file=${join(data, 'server.pid')}`,
			`--user=${user}`,
			'--skip-networking',
			'--character-set-server=utf8mb4',
			'--innodb-buffer-pool-size=64M',
			// A trial database may lose its last second in a power cut; every test run is faster for it.
			'--innodb-flush-log-at-trx-commit=2',
		],
		{ stdio: ['ignore', 'ignore', 'pipe'] },
	);
	const end = (): void => void server.kill('SIGKILL');
	process.once('exit', end);
	server.once('exit', () => process.off('exit', end));
	await waitUntilReady(server);
	return server;
}

function waitUntilReady(server: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let printed = '';
		server.stderr?.on('data', (chunk: Buffer) => {
			printed = (printed + chunk.toString()).slice(-4000);
			if (printed.includes('ready for connections')) {
				resolve();
			}
		});
		server.once('error', (cause) =>
			reject(new Error(`MariaDB could not be run: ${cause.message}`, { cause })),
		);
		server.once('exit', () => reject(new Error(`MariaDB ended: ${printed}`)));
	});
}

async function createSiteDatabase(socket: string, user: string): Promise<void> {
	const statements = [
		'CREATE DATABASE wordpress CHARACTER SET utf8mb4',
		"CREATE USER 'wordpress'@'localhost' IDENTIFIED BY 'wordpress'",
		"GRANT ALL ON *.* TO 'wordpress'@'localhost'",
	];
	await runCommand('mariadb', [
		'--no-defaults',
		`--socket=${socket}`,
		`--user=${user}`,
		'--execute',
		statements.join(';'),
	]);
}
