import { readFile } from 'node:fs/promises';

import type { TestProject } from 'vitest/node';

import { startWordPress } from './start-wordpress.ts';
import type { WordPressAddress } from './use-wordpress.ts';
import { parseWordPressVersion } from './wordpress-version.ts';

declare module 'vitest' {
	interface ProvidedContext {
		wordpress: WordPressAddress;
	}
}

/** Starts the one site that all test files of a vitest project share. */
export default async function startSharedWordPress(project: TestProject): Promise<() => Promise<void>> {
	const wordpress = await startWordPress({
		version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
		host: parseHost(process.env.LIMNER_WORDPRESS_HOST || 'playground'),
		report: (line) => console.log(`[wordpress] ${line}`),
	});
	const { host, url, adminUser, adminPassword, contentDir, debugLog, phpToken } = wordpress;
	project.provide('wordpress', { host, url, adminUser, adminPassword, contentDir, debugLog, phpToken });
	return async () => {
		await showComplaints(debugLog);
		await wordpress.stop();
	};
}

/** What PHP complained about in the plugin, so that a failed test need not be run again to see it. */
async function showComplaints(debugLog: string): Promise<void> {
	const log = await readFile(debugLog, 'utf8').catch(() => '');
	const complaints = log
		.split('\n')
		.filter((line) => /PHP (Fatal|Parse|Warning|Notice|Deprecated)/.test(line))
		// Playground installs WordPress by this page, without the fields that it asks for.
		.filter((line) => !line.includes('/wp-admin/install.php '));
	const distinct = new Set(complaints.map((line) => line.replace(/^\[[^\]]*\] /, '')));
	for (const complaint of [...distinct].slice(0, 20)) {
		console.log(`[wordpress] ${complaint}`);
	}
}

function parseHost(text: string): 'playground' | 'native' {
	if (text !== 'playground' && text !== 'native') {
		throw new Error(`LIMNER_WORDPRESS_HOST is "${text}"; it may be "playground" or "native".`);
	}
	return text;
}
