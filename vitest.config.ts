import { join } from 'node:path';

import { defineConfig } from 'vitest/config';

import { cacheFolder } from './test/wordpress/project-paths.ts';

/** The sidecar and the command line are started some hundred times; compiling them is half of each start. */
process.env.NODE_COMPILE_CACHE ??= join(cacheFolder(), 'compiled');

/** PHP as WebAssembly is up to twenty times slower than native PHP. */
const patience = process.env.LIMNER_WORDPRESS_HOST === 'native' ? 1 : 2.5;

/** Tests that wait for PHP, a queue or a browser; a hang still ends. What is asked again may take its time. */
const slow = {
	testTimeout: 120_000 * patience,
	hookTimeout: 180_000 * patience,
	expect: { poll: { timeout: 15_000 } },
};

/** Projects whose files share a site: as many run at the same time as there are sites, one where nobody says more. */
const sharedSites = {
	...slow,
	globalSetup: ['test/wordpress/shared-wordpress-setup.ts'],
	maxWorkers: Number(process.env.LIMNER_WORDPRESS_SITES || 1),
};

export default defineConfig({
	test: {
		watch: false,
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'unit',
					include: [
						'{shared,sidecar,block-editor}/src/**/*.test.{ts,tsx}',
						'{shared/examples,scripts}/**/*.test.ts',
					],
					testTimeout: 30_000,
				},
			},
			{
				test: {
					name: 'pipeline',
					include: ['test/{pipeline,posts,provider-emulator,command-line}/**/*.test.ts'],
					...slow,
				},
			},
			{ test: { name: 'gates', include: ['test/gates/**/*.test.ts'], ...slow } },
			{
				test: {
					name: 'wordpress',
					include: ['test/{wordpress,plugin,publishing,rendering,multisite,pull}/**/*.test.ts'],
					...sharedSites,
				},
			},
			{
				test: {
					name: 'release',
					include: ['test/release/**/*.test.ts'],
					...slow,
				},
			},
			{ test: { name: 'trial', include: ['test/trial/**/*.test.ts'], ...slow } },
			// A real browser on a shared machine: a test may need a second look, and says so in the report.
			{ test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...sharedSites, retry: 1 } },
			{ test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...sharedSites } },
		],
	},
});
