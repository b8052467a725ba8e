import { runCLI } from '@wp-playground/cli';

import type { HostOrder, StopHost } from './wordpress-host.ts';

/** WordPress in Playground: PHP as WebAssembly in worker threads of this process, with SQLite. */
export async function startPlaygroundHost(order: HostOrder): Promise<StopHost> {
	const site = { hostPath: order.siteFolder, vfsPath: '/wordpress' };
	const plugin = { hostPath: order.pluginFolder ?? '', vfsPath: '/wordpress/wp-content/plugins/limner' };
	const server = await runCLI({
		command: 'server',
		php: '8.3',
		port: order.port,
		'site-url': order.url,
		workers: order.workers,
		'mount-before-install': order.pluginFolder === undefined ? [site] : [site, plugin],
		wordpressInstallMode: 'install-from-existing-files-if-needed',
		verbosity: 'quiet',
	});
	// The server listens on every address; a trial site with a known password answers this machine only.
	server.server.prependListener('connection', (socket) => {
		const from = socket.remoteAddress?.replace('::ffff:', '') ?? '';
		if (!from.startsWith('127.') && from !== '::1') {
			socket.destroy();
		}
	});
	const { text } = await server.playground.run({
		code: `<?php require '/wordpress/wp-load.php';\n${order.configuration}`,
	});
	if (!text.includes('configured')) {
		throw new Error(`WordPress could not be configured: ${text.slice(-2000)}`);
	}
	return async () => await server[Symbol.asyncDispose]();
}
