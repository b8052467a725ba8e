import { spawn } from 'node:child_process';
import { createServer, connect, type Socket } from 'node:net';
import { findPort } from '../wordpress/free-port.ts';
import { endProcess } from '../wordpress/end-process.ts';

export interface UnwillingServer {
	address: string;
	stop(): Promise<void>;
}

/** Nobody listens there: a connection is refused at once. */
export async function closedPort(): Promise<UnwillingServer> {
	return { address: `http://127.0.0.1:${await findPort(0)}`, stop: async () => undefined };
}

/** Takes every connection and never says a word. */
export async function hangingServer(): Promise<UnwillingServer> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
	});
	const port = await findPort(0);
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${port}`,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Time within which this machine would accept a connection, in milliseconds. */
const PATIENCE = 500;

/**
 * As behind a firewall that drops packets: connecting takes for ever. The listening process is stopped and its line of
 * waiting connections full, so the system answers no further one. Needs no rights, unlike a firewall's rule.
 */
export async function unreachableServer(): Promise<UnwillingServer> {
	const port = await findPort(0);
	const program = `require('node:net').createServer().listen({ port: ${port}, host: '127.0.0.1', backlog: 1 }, () => console.log('listening'))`;
	const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
	const endWithUs = (): void => void child.kill('SIGKILL');
	process.once('exit', endWithUs);
	await new Promise((resolve) => child.stdout.once('data', resolve));
	child.kill('SIGSTOP');
	const waiting: Socket[] = [];
	for (let tries = 0; tries < 10; tries += 1) {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => undefined);
		waiting.push(socket);
		if (!(await isAccepted(socket))) {
			return {
				address: `http://127.0.0.1:${port}`,
				stop: async () => {
					for (const one of waiting) one.destroy();
					process.off('exit', endWithUs);
					await endProcess(child, 'SIGKILL', 5_000);
				},
			};
		}
	}
	child.kill('SIGKILL');
	throw new Error('This system accepts connections for a process that is stopped, however many there are.');
}

function isAccepted(socket: Socket): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), PATIENCE);
		socket.once('connect', () => {
			clearTimeout(timer);
			resolve(true);
		});
	});
}
