import { spawnSync } from 'node:child_process';
import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTree } from './copy-tree.ts';

/** Each gate of `npm run check` sees the files it is meant for: a violation planted in a copy of the tree fails it. */
const root = join(import.meta.dirname, '../..');
let copy = '';

beforeAll(() => {
	copy = copyTree();
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function gate(
	command: string[],
	planted: { file: string; text: string },
): { status: number | null; output: string } {
	const path = join(copy, planted.file);
	writeFileSync(path, planted.text);
	const [name = '', ...rest] = command;
	const run = spawnSync(process.execPath, [realpathSync(join(root, 'node_modules/.bin', name)), ...rest], {
		cwd: copy,
		encoding: 'utf8',
	});
	rmSync(path);
	return { status: run.status, output: run.stdout + run.stderr };
}

const cruise = ['depcruise', 'shared/src', 'sidecar/src', 'block-editor/src', 'test', 'scripts'];

describe('a planted violation is caught by', () => {
	it('the type check', () => {
		const { status, output } = gate(['tsc', '-p', '.'], {
			file: 'sidecar/src/planted.ts',
			text: "export const planted: number = 'text';\n",
		});
		expect(output).toContain('sidecar/src/planted.ts');
		expect(status).not.toBe(0);
	});

	it('the type check of the editor', () => {
		const { status, output } = gate(['tsc', '-p', 'block-editor'], {
			file: 'block-editor/src/planted.ts',
			text: "export const planted: number = 'text';\n",
		});
		expect(output).toContain('planted.ts');
		expect(status).not.toBe(0);
	});

	it.each([
		['any', 'sidecar/src/planted.ts', 'export const planted: any = 1;\n', 'no-explicit-any'],
		[
			'an environment read elsewhere',
			'sidecar/src/planted.ts',
			'export const planted = process.env.PLANTED;\n',
			'Read the environment once',
		],
		[
			'a skipped test',
			'shared/src/planted.test.ts',
			"import { it } from 'vitest';\nit.skip('planted', () => {});\n",
			'A test runs, or it is deleted',
		],
		[
			'a swallowed failure',
			'shared/src/planted.ts',
			'export function planted() { try { return 1; } catch {} return 2; }\n',
			'no-empty',
		],
	])('the lint rules: %s', (_name, file, text, message) => {
		const { status, output } = gate(['eslint', file], { file, text });
		expect(output).toContain(message);
		expect(status).not.toBe(0);
	});

	it.each([
		[
			'sidecar-imports-shared-only',
			'sidecar/src/planted.ts',
			"import '../../scripts/generate-contracts.ts';\n",
		],
		['shared-stands-alone', 'shared/src/planted.ts', "import '../../sidecar/src/errors/limner-error.ts';\n"],
		[
			'editor-without-zod-or-markdown',
			'block-editor/src/planted.ts',
			"import { ERROR_CODES } from '@limner/shared/contracts/error-code';\nexport const planted = ERROR_CODES;\n",
		],
		['tests-by-http-only', 'test/planted.ts', "import '../sidecar/src/errors/limner-error.ts';\n"],
	])('the import arrows: %s', (rule, file, text) => {
		const { status, output } = gate(cruise, { file, text });
		expect(output).toContain(rule);
		expect(status).not.toBe(0);
	});

	it('the check for unused exports', () => {
		const { status, output } = gate(['knip', '--exports', '--files'], {
			file: 'sidecar/src/planted.ts',
			text: 'export const planted = 1;\n',
		});
		expect(output).toContain('sidecar/src/planted.ts');
		expect(status).not.toBe(0);
	});
});
