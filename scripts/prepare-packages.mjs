import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { clearInterval, setInterval, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

/** Everything in this file runs right after a clone, on Node 20 and without a single package. */

export const projectFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
const commandFolder = join(projectFolder, 'node_modules', '.bin');
const neededNode = 24;

/** Installs the npm packages unless they are those of package-lock.json. */
export async function preparePackages() {
	if (hasLockedPackages()) {
		return;
	}
	console.log('Installing npm packages. The first time, this takes one to three minutes.');
	const began = Date.now();
	const sign = setInterval(() => console.log(`  still installing (${secondsSince(began)} s)`), 15_000);
	try {
		// Without this, npm warns for every package that wants the newer Node that is among the packages.
		await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
	} finally {
		clearInterval(sign);
	}
	console.log(`Installed in ${secondsSince(began)} s.`);
}

/** The Node to go on with: this one when it is new enough, else the one among the packages. */
export function chooseNode() {
	if (majorVersion(process.versions.node) >= neededNode) {
		return process.execPath;
	}
	const packaged = join(commandFolder, process.platform === 'win32' ? 'node.cmd' : 'node');
	const asked = spawnSync(packaged, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
	if (asked.status === 0 && majorVersion(asked.stdout.trim().replace(/^v/, '')) >= neededNode) {
		return packaged;
	}
	throw new Error(
		`Node ${neededNode} or newer is needed; this is ${process.versions.node}, and the npm package "node" brought ` +
			`none for this machine. If npm runs no install scripts here ("npm config get ignore-scripts"), allow them ` +
			`and delete node_modules; or install Node ${neededNode} from https://nodejs.org.`,
	);
}

/**
 * Runs a script of this folder to its end and returns its exit code, with nothing of it left running. It has a
 * process group of its own, so a Ctrl-C reaches it once, from here; it ends itself when this process is gone,
 * as its IPC channel closes then.
 *
 * @param {string} name
 * @param {string[]} parameters
 * @returns {Promise<number>}
 */
export async function runScript(name, parameters) {
	const child = spawn(chooseNode(), [join(projectFolder, 'scripts', name), ...parameters], {
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, PATH: `${commandFolder}${delimiter}${process.env.PATH ?? ''}` },
		detached: process.platform !== 'win32',
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => child.kill(signal));
	}
	if (process.env.npm_lifecycle_event !== undefined) {
		// npm passes a SIGTERM on to the shell between it and this process, and the shell just dies of it.
		const shell = process.ppid;
		setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 500).unref();
	}
	const code = await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (exitCode) => resolve(exitCode ?? 1));
	});
	await endGroup(child.pid);
	return code;
}

/** Waits for what the script has started to end by itself, and ends what does not. */
async function endGroup(id) {
	const deadline = Date.now() + 20_000;
	while (signalGroup(id, 0)) {
		if (Date.now() > deadline) {
			signalGroup(id, 'SIGKILL');
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

/** Whether there was anybody to signal. */
function signalGroup(id, signal) {
	try {
		return process.kill(-id, signal);
	} catch {
		return false;
	}
}

function hasLockedPackages() {
	const installedFile = join(projectFolder, 'node_modules', '.package-lock.json');
	if (!existsSync(installedFile)) {
		return false;
	}
	const locked = readPackages(join(projectFolder, 'package-lock.json'));
	const installed = readPackages(installedFile);
	return Object.entries(locked).every(([path, { version, optional }]) => {
		// The first entry is the project itself; optional packages belong to other platforms.
		return (
			path === '' || (installed[path] === undefined ? optional === true : installed[path].version === version)
		);
	});
}

/** @returns {Record<string, { version?: string, optional?: boolean }>} */
function readPackages(file) {
	return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function runNpm(parameters) {
	// npm names itself to the scripts it runs; without npm around us, the command is looked up.
	const npm = process.env.npm_execpath;
	const isScript = npm !== undefined && /\.c?js$/.test(npm);
	const child = isScript
		? spawn(process.execPath, [npm, ...parameters], { cwd: projectFolder, stdio: 'inherit' })
		: spawn('npm', parameters, { cwd: projectFolder, stdio: 'inherit', shell: process.platform === 'win32' });
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) => {
			if (code === 0) {
				resolve();
			} else {
				reject(new Error(`npm ${parameters.join(' ')} failed; what it printed above says why.`));
			}
		});
	});
}

function majorVersion(version) {
	return Number.parseInt(version, 10);
}

function secondsSince(began) {
	return Math.round((Date.now() - began) / 1000);
}
