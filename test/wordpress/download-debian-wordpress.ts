import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommand } from './run-command.ts';
import type { WordPressVersion } from './wordpress-version.ts';

const suiteOfVersion: Record<WordPressVersion, string> = { '7.1': 'sid', '6.8': 'trixie' };

/** WordPress, its default theme, and the packages that symlinks inside the WordPress package point to. */
const packageNames = [
	'wordpress',
	'wordpress-theme-twentytwentyfive',
	'libjs-underscore',
	'libjs-lodash',
	'libjs-jquery-ui',
	'libjs-cropper',
	'libphp-phpmailer',
	'php-getid3',
];

interface PackageSource {
	address: string;
	label: string;
	signedBy: string;
}

/**
 * Gets WordPress's files out of Debian's packages, without installing anything: a private apt
 * configuration beside the machine's own asks the machine's own Debian source for another suite.
 */
export async function downloadDebianWordPress(
	version: WordPressVersion,
	target: string,
	report: (line: string) => void,
): Promise<void> {
	const suite = suiteOfVersion[version];
	const failures: string[] = [];
	for (const source of await listDebianSources()) {
		const workFolder = await mkdtemp(join(tmpdir(), 'limner-debian-'));
		try {
			report(`asking ${source.address} for Debian ${suite}`);
			const configuration = await writeAptConfiguration(workFolder, source, suite);
			await runCommand('apt-get', ['-c', configuration, 'update'], { timeout: 300_000 });
			await unpackPackages(workFolder, configuration, suite, report);
			await collectWordPress(join(workFolder, 'unpacked'), target);
			return;
		} catch (error) {
			failures.push(`${source.address}: ${error instanceof Error ? error.message : String(error)}`);
		} finally {
			await rm(workFolder, { recursive: true, force: true });
		}
	}
	throw new Error(failures.join('\n') || 'this machine has no Debian package source');
}

/** Debian's own archive before its security and third-party archives, which carry no other suites. */
async function listDebianSources(): Promise<PackageSource[]> {
	const format = '$(REPO_URI)\t$(LABEL)\t$(SIGNED_BY)';
	const listing = await runCommand('apt-get', ['indextargets', '--format', format]);
	const sources = new Map<string, PackageSource>();
	for (const line of listing.split('\n')) {
		const [address = '', label = '', signedBy = ''] = line.split('\t');
		if (address !== '' && !sources.has(address)) {
			// apt leaves a placeholder standing when it has no value for it.
			sources.set(address, { address, label, signedBy: signedBy.startsWith('$(') ? '' : signedBy });
		}
	}
	const rank = (source: PackageSource): number => (source.label === 'Debian' ? 0 : 1);
	return [...sources.values()].sort((first, second) => rank(first) - rank(second));
}

async function writeAptConfiguration(folder: string, source: PackageSource, suite: string): Promise<string> {
	for (const name of ['lists/partial', 'archives/partial', 'empty', 'unpacked']) {
		await mkdir(join(folder, name), { recursive: true });
	}
	const signedBy = source.signedBy === '' ? '' : ` [signed-by=${source.signedBy}]`;
	const sourceList = join(folder, 'sources.list');
	await writeFile(sourceList, `deb${signedBy} ${source.address} ${suite} main\n`);
	const configuration = join(folder, 'apt.conf');
	await writeFile(
		configuration,
		[
			`Dir::Etc::sourcelist "${sourceList}";`,
			`Dir::Etc::sourceparts "${join(folder, 'empty')}";`,
			`Dir::Etc::preferences "${join(folder, 'empty', 'preferences')}";`,
			`Dir::Etc::preferencesparts "${join(folder, 'empty')}";`,
			`Dir::State::lists "${join(folder, 'lists')}";`,
			`Dir::Cache "${folder}";`,
			`Dir::Cache::archives "${join(folder, 'archives')}";`,
			'#clear APT::Update::Post-Invoke-Success;',
			'#clear APT::Update::Post-Invoke;',
			'Acquire::Languages "none";',
			// The folder is private to this user, so apt's own sandbox user could not write there.
			'APT::Sandbox::User "root";',
			'Acquire::Retries "2";',
			'',
		].join('\n'),
	);
	return configuration;
}

async function unpackPackages(
	folder: string,
	configuration: string,
	suite: string,
	report: (line: string) => void,
): Promise<void> {
	report(`downloading ${packageNames.length} packages from Debian ${suite}`);
	const wanted = packageNames.map((name) => `${name}/${suite}`);
	await runCommand('apt-get', ['-c', configuration, 'download', ...wanted], {
		cwd: folder,
		timeout: 600_000,
	});
	const files = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
	for (const file of files) {
		await runCommand('dpkg', ['-x', join(folder, file), join(folder, 'unpacked')]);
	}
}

async function collectWordPress(unpacked: string, target: string): Promise<void> {
	const packaged = join(unpacked, 'usr', 'share', 'wordpress');
	await resolveAbsoluteLinks(packaged, unpacked);
	await mkdir(target, { recursive: true });
	await runCommand('cp', ['-rL', `${packaged}/.`, target]);
	// Debian's own configuration file looks for its settings below /etc.
	await rm(join(target, 'wp-config.php'), { force: true });
}

/** An absolute link points into another unpacked package, or at a file that this machine has, or nowhere. */
async function resolveAbsoluteLinks(folder: string, root: string): Promise<void> {
	const listing = await runCommand('find', [folder, '-type', 'l', '-lname', '/*', '-printf', '%p\\t%l\\n']);
	for (const line of listing.split('\n').filter((text) => text !== '')) {
		const [link = '', destination = ''] = line.split('\t');
		if (existsSync(join(root, destination))) {
			await rm(link);
			await runCommand('cp', ['-rL', join(root, destination), link]);
		} else if (!existsSync(destination)) {
			await rm(link);
		}
	}
}
