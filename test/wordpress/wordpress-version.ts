import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `7.1` means the newest WordPress, 7.1 or later; `6.8` means the oldest one that is supported. */
const wordPressVersions = ['7.1', '6.8'] as const;
export type WordPressVersion = (typeof wordPressVersions)[number];

export function parseWordPressVersion(text: string): WordPressVersion {
	const version = wordPressVersions.find((known) => known === text);
	if (version === undefined) {
		throw new Error(
			`WordPress "${text}" is not one of the versions under test: ${wordPressVersions.join(', ')}.`,
		);
	}
	return version;
}

/** The version that a folder of WordPress's files says it is, or undefined when it is no such folder. */
export async function readWordPressVersion(folder: string): Promise<string | undefined> {
	let source: string;
	try {
		source = await readFile(join(folder, 'wp-includes', 'version.php'), 'utf8');
	} catch {
		return undefined;
	}
	return /\$wp_version\s*=\s*'([^']+)'/.exec(source)?.[1];
}

export function isVersionWanted(found: string, wanted: WordPressVersion): boolean {
	const [major = 0, minor = 0] = found.split('.').map((part) => Number.parseInt(part, 10));
	if (wanted === '6.8') {
		return major === 6 && minor === 8;
	}
	return major > 7 || (major === 7 && minor >= 1);
}
