import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const COPIED = [
	'package.json',
	'tsconfig.json',
	'vitest.config.ts',
	'eslint.config.js',
	'knip.json',
	'.dependency-cruiser.cjs',
	'shared',
	'sidecar',
	'block-editor',
	'test',
	'scripts',
	'plugin/contracts',
];

/** The tree as it stands, in a temporary folder of its own, with the packages that are installed. */
export function copyTree(): string {
	const copy = mkdtempSync(join(tmpdir(), 'limner-gates-'));
	for (const name of COPIED) {
		mkdirSync(dirname(join(copy, name)), { recursive: true });
		cpSync(join(root, name), join(copy, name), {
			recursive: true,
			filter: (source) => !/\/(node_modules|assets)(\/|$)/.test(source),
		});
	}
	linkPackages(copy);
	return copy;
}

/** Every package as it is installed, but our own workspaces as they stand in the copy. */
function linkPackages(copy: string): void {
	mkdirSync(join(copy, 'node_modules/@limner'), { recursive: true });
	for (const name of readdirSync(join(root, 'node_modules'))) {
		if (name !== '@limner') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
	}
	for (const name of ['shared', 'sidecar'])
		symlinkSync(join(copy, name), join(copy, 'node_modules/@limner', name));
}
