import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const commandNames = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
	'microsoft-edge',
];

const usualPlaces = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/snap/bin/chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chrome or Chromium of this machine: CHROME_PATH, the usual commands, the usual places. */
export function findChrome(): string | undefined {
	const given = process.env.CHROME_PATH;
	if (given) {
		if (!isExecutable(given)) {
			throw new Error(`CHROME_PATH names ${given}, which cannot be run.`);
		}
		return given;
	}
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const commands = commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [...commands, ...usualPlaces].find(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
