import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { downloadDebianWordPress } from './download-debian-wordpress.ts';
import { cacheFolder } from './project-paths.ts';
import { runCommand } from './run-command.ts';
import { isVersionWanted, readWordPressVersion, type WordPressVersion } from './wordpress-version.ts';

const archiveOfVersion: Record<WordPressVersion, string> = {
	'7.1': 'https://wordpress.org/latest.tar.gz',
	'6.8': 'https://wordpress.org/wordpress-6.8.tar.gz',
};

type Report = (line: string) => void;

/**
 * A folder with WordPress's own files, from the first of: LIMNER_WORDPRESS_DIR, the cache folder,
 * wordpress.org, the Debian packages. Callers copy from it and never write into it.
 */
export async function provideWordPressFiles(version: WordPressVersion, report: Report): Promise<string> {
	const given = process.env.LIMNER_WORDPRESS_DIR;
	if (given) {
		const found = await readWordPressVersion(given);
		if (found !== undefined && isVersionWanted(found, version)) {
			return given;
		}
		report(`LIMNER_WORDPRESS_DIR holds ${found ? `WordPress ${found}` : 'no WordPress'}, looking further`);
	}
	const cached = join(cacheFolder(), `wordpress-${version}`);
	if ((await readWordPressVersion(cached)) !== undefined) {
		return cached;
	}
	return await fillCache(version, cached, report);
}

async function fillCache(version: WordPressVersion, cached: string, report: Report): Promise<string> {
	const steps = [
		{ name: 'wordpress.org', run: downloadFromWordPressOrg },
		{ name: 'Debian packages', run: downloadDebianWordPress },
	];
	const failures: string[] = [];
	await mkdir(cacheFolder(), { recursive: true });
	for (const step of steps) {
		// Renamed into place when whole, so that a run beside this one never sees half of it.
		const unfinished = `${cached}.${randomUUID()}`;
		try {
			report(`getting WordPress ${version}: ${step.name}`);
			await step.run(version, unfinished, report);
			const found = await readWordPressVersion(unfinished);
			if (found === undefined || !isVersionWanted(found, version)) {
				throw new Error(`answered with ${found ? `WordPress ${found}` : 'something else'}`);
			}
			await renameUnlessThere(unfinished, cached);
			report(`WordPress ${found} is in ${cached}`);
			return cached;
		} catch (error) {
			failures.push(`${step.name}: ${describeFailure(error)}`);
		} finally {
			await rm(unfinished, { recursive: true, force: true });
		}
	}
	throw new Error(
		[
			`WordPress ${version} could not be had from anywhere:`,
			...failures.map((failure) => `  - ${failure}`),
			'Unpack a WordPress of that version somewhere and name its folder in LIMNER_WORDPRESS_DIR.',
		].join('\n'),
	);
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
	try {
		await rename(from, to);
	} catch (error) {
		if ((await readWordPressVersion(to)) === undefined) {
			throw error;
		}
	}
}

function describeFailure(error: unknown): string {
	if (!(error instanceof Error)) {
		return String(error);
	}
	return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

async function downloadFromWordPressOrg(version: WordPressVersion, target: string): Promise<void> {
	const workFolder = await mkdtemp(join(tmpdir(), 'limner-wordpress-'));
	try {
		const answer = await fetch(archiveOfVersion[version], { signal: AbortSignal.timeout(120_000) });
		if (!answer.ok) {
			throw new Error(`answered with status ${answer.status}`);
		}
		const archive = join(workFolder, 'wordpress.tar.gz');
		await writeFile(archive, new Uint8Array(await answer.arrayBuffer()));
		await mkdir(target, { recursive: true });
		await runCommand('tar', ['-xzf', archive, '-C', target, '--strip-components=1']);
	} finally {
		await rm(workFolder, { recursive: true, force: true });
	}
}
