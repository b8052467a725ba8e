import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The editor's script stays small, and the check that holds it there sees what it is meant for. */
const root = join(import.meta.dirname, '../..');
const webpack = createRequire(join(root, 'block-editor/package.json')).resolve('webpack');
let folder = '';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'limner-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(parameters: string[]): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
		cwd: join(root, 'block-editor'),
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return { status, output: stdout + stderr };
}

const checkSize = (named: string[] = []) => run(['check-bundle-size.mjs', ...named]);

/** Builds a script that uses something, with the configuration of the editor's own. */
function build(use: string): void {
	const entry = join(folder, 'planted.ts');
	writeFileSync(entry, use);
	writeFileSync(
		join(folder, 'build.mjs'),
		`import webpack from ${JSON.stringify(pathToFileURL(webpack).href)};
		import config from ${JSON.stringify(pathToFileURL(join(root, 'block-editor/webpack.config.mjs')).href)};
		const output = { ...config.output, path: ${JSON.stringify(join(folder, 'built'))} };
		webpack({ ...config, entry: { index: ${JSON.stringify(entry)} }, output }, (failure, result) => {
			const problems = failure ? String(failure) : result.toString({ all: false, errors: true });
			if (problems) console.error(problems);
			process.exitCode = problems ? 1 : 0;
		});`,
	);
	const { status, output } = run([join(folder, 'build.mjs')]);
	expect(output).toBe('');
	expect(status).toBe(0);
}

const shared = (path: string) => JSON.stringify(join(root, 'shared/src', path));

describe("the editor's script", () => {
	it('is as small as promised', () => {
		const { status, output } = checkSize();
		expect(output).toMatch(/together: \d+ of 25600 bytes/);
		expect(output).not.toContain('not as promised');
		expect(status).toBe(0);
	});
});

describe('its check fails for a script with', () => {
	it.each([
		[
			'zod',
			`import { slotSchema } from ${shared('contracts/post-images.ts')}; console.log(slotSchema);`,
			'zod',
		],
		[
			'a Markdown parser',
			`import { extractMarkdownSections } from ${shared('sections/markdown.ts')}; console.log(extractMarkdownSections);`,
			'a Markdown parser',
		],
	])('%s', (_name, use, library) => {
		build(use);
		const { status, output } = checkSize([join(folder, 'built')]);
		expect(output).toContain(`index.js holds ${library}`);
		expect(status).toBe(1);
	});
});
