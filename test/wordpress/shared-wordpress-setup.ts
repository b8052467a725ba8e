import { readFile } from 'node:fs/promises';

import type { TestProject } from 'vitest/node';

import { startWordPress, type StartedWordPress } from './start-wordpress.ts';
import type { WordPressAddress } from './use-wordpress.ts';
import { parseWordPressVersion } from './wordpress-version.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** One for each worker: files that run at the same time do not share a site. */
		wordpress: WordPressAddress[];
	}
}

/** Starts the sites that the test files of a vitest project share: one for each worker, which is one but for whole runs. */
export default async function startSharedWordPress(project: TestProject): Promise<() => Promise<void>> {
	const starting = Array.from({ length: project.config.maxWorkers }, startSite);
	const outcomes = await Promise.allSettled(starting);
	const sites = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
	const stop = async (): Promise<void> => {
		await Promise.all(sites.map((site) => site.stop()));
	};
	const failed = outcomes.find((outcome) => outcome.status === 'rejected');
	if (failed !== undefined) {
		await stop();
		throw failed.reason;
	}
	project.provide('wordpress', sites.map(addressOf));
	return async () => {
		for (const { debugLog } of sites) await showComplaints(debugLog);
		await stop();
	};
}

async function startSite(): Promise<StartedWordPress> {
	return await startWordPress({
		version: parseWordPressVersion(process.env.LIMNER_WORDPRESS_VERSION || '7.1'),
		host: parseHost(process.env.LIMNER_WORDPRESS_HOST || 'playground'),
		report: (line) => console.log(`[wordpress] ${line}`),
	});
}

/** Plain data, as vitest hands it to its workers. */
function addressOf(site: StartedWordPress): WordPressAddress {
	const { host, url, adminUser, adminPassword, contentDir, debugLog, phpToken } = site;
	return { host, url, adminUser, adminPassword, contentDir, debugLog, phpToken };
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
