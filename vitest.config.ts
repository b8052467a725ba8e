import { defineConfig } from 'vitest/config';

/** Tests that wait for PHP, a queue or a browser; a hang still ends. What is asked again may take its time. */
const slow = { testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: { timeout: 15_000 } } };

/** Projects of one site each: their files run one after the other, as they share it. */
const oneSite = {
	...slow,
	globalSetup: ['test/wordpress/shared-wordpress-setup.ts'],
	fileParallelism: false,
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
					...oneSite,
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
			{ test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...oneSite, retry: 1 } },
			{ test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...oneSite } },
		],
	},
});
