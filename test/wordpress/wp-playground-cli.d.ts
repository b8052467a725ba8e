/**
 * The package's own declarations import without file extensions, which TypeScript does not follow in an
 * ES module. These are the parts that are used here.
 */
declare module '@wp-playground/cli' {
	import type { Server } from 'node:http';

	interface Mount {
		hostPath: string;
		vfsPath: string;
	}

	export interface RunCLIServer extends AsyncDisposable {
		playground: { run: (request: { code: string }) => Promise<{ text: string; errors: string }> };
		server: Server;
		serverUrl: string;
	}

	export function runCLI(settings: {
		command: 'server';
		php: string;
		port: number;
		'site-url': string;
		workers: number;
		'mount-before-install': Mount[];
		wordpressInstallMode: 'install-from-existing-files-if-needed';
		verbosity: 'quiet' | 'normal' | 'debug';
	}): Promise<RunCLIServer>;
}
