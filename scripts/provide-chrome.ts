import { existsSync } from 'node:fs';

import { findChrome } from '../test/e2e/find-chrome.ts';
import { runCommand } from '../test/wordpress/run-command.ts';

const advice = [
	'The browser tests need Chrome or Chromium, and none was found.',
	'Install one (on Debian: apt-get install chromium), or name it in CHROME_PATH.',
].join('\n');

/** The path of a browser for the tests; installs the system's package where that is possible. */
export async function provideChrome(report: (line: string) => void): Promise<string> {
	const found = findChrome();
	if (found !== undefined) {
		return found;
	}
	if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
		throw new Error(advice);
	}
	report('installing Chromium for the browser tests');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await runCommand('apt-get', ['update'], { env, timeout: 300_000 });
		await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
			env,
			timeout: 900_000,
		});
	} catch (error) {
		throw new Error(`${advice}\nInstalling it failed: ${error instanceof Error ? error.message : error}`, {
			cause: error,
		});
	}
	const installed = findChrome();
	if (installed === undefined) {
		throw new Error(advice);
	}
	return installed;
}
