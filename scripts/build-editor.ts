import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { projectFolder } from '../test/wordpress/project-paths.ts';
import { runCommand } from '../test/wordpress/run-command.ts';

const sources = [
	'block-editor/src',
	'shared/src',
	'block-editor/package.json',
	'block-editor/webpack.config.mjs',
	'package-lock.json',
];

/** Builds the editor's scripts into the plugin when a source is newer than what was built last. */
export async function buildEditor(report: (line: string) => void): Promise<void> {
	const built = await newestChange(join(projectFolder, 'plugin', 'build', 'index.js'));
	const changes = await Promise.all(sources.map((source) => newestChange(join(projectFolder, source))));
	if (built > Math.max(...changes)) {
		return;
	}
	report("building the editor's scripts");
	const npm = process.env.npm_execpath;
	const parameters = ['run', 'build', '--workspace', 'block-editor'];
	const isScript = npm !== undefined && /\.c?js$/.test(npm);
	await runCommand(isScript ? process.execPath : 'npm', isScript ? [npm, ...parameters] : parameters, {
		cwd: projectFolder,
		// Whatever runs this, a test for example, the scripts are those for production.
		env: { ...process.env, NODE_ENV: 'production' },
	});
}

/** When the newest file at or below a path changed last, in milliseconds; 0 when there is none. */
async function newestChange(path: string): Promise<number> {
	const details = await stat(path).catch(() => undefined);
	if (details === undefined) {
		return 0;
	}
	if (!details.isDirectory()) {
		return details.mtimeMs;
	}
	const names = await readdir(path, { recursive: true });
	const files = await Promise.all(names.map(async (name) => await stat(join(path, name))));
	return Math.max(0, ...files.filter((file) => file.isFile()).map((file) => file.mtimeMs));
}
