import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyTree } from './copy-tree.ts';

/** docs/add-a-provider.md is followed to the letter in a copy of the tree: its provider has to pass the common suite. */
const root = join(import.meta.dirname, '../..');
const LARGEST = 150;

interface Block {
	language: string;
	path: string;
	lines: string[];
}

const blocks = readBlocks(readFileSync(join(root, 'docs/add-a-provider.md'), 'utf8'));
let copy = '';

beforeAll(() => {
	copy = copyTree();
	for (const block of blocks) follow(block);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it(`takes fewer than ${LARGEST} lines`, () => {
	const written = blocks.flatMap(({ language, lines }) =>
		language === 'diff' ? lines.filter((line) => line.startsWith('+')) : lines,
	);
	expect(written.length).toBeGreaterThan(50);
	expect(written.length).toBeLessThan(LARGEST);
});

it('ends with a provider that passes the common suite', () => {
	const results = join(copy, 'results.json');
	const { status, output } = run('vitest', [
		'run',
		'--project=unit',
		'acme.conformance',
		'--reporter=json',
		`--outputFile=${results}`,
	]);
	expect(status, output).toBe(0);
	const { numPassedTests: passed } = JSON.parse(readFileSync(results, 'utf8')) as { numPassedTests: number };
	expect(passed).toBeGreaterThan(30);
});

it('is well typed', () => {
	const files = blocks.filter(({ language }) => language === 'ts').map(({ path }) => path);
	const settings = { extends: './tsconfig.json', include: [], files };
	writeFileSync(join(copy, 'tsconfig.acme.json'), JSON.stringify(settings));
	// Only what the page made: the rest has a gate of its own.
	const faults = run('tsc', ['-p', 'tsconfig.acme.json']).output.split('\n');
	expect(faults.filter((line) => /acme|TS\d{4,}: (No inputs|File)/.test(line))).toEqual([]);
});

/** Fenced blocks that name a file behind their language. */
function readBlocks(page: string): Block[] {
	return [...page.matchAll(/^```(ts|diff) (\S+)\n(.*?)^```$/gms)].map(
		([, language = '', path = '', text = '']) => ({
			language,
			path,
			lines: text.trimEnd().split('\n'),
		}),
	);
}

function follow({ language, path, lines }: Block): void {
	const file = join(copy, path);
	if (language === 'ts') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${lines.join('\n')}\n`);
		return;
	}
	writeFileSync(file, insertLines(readFileSync(file, 'utf8').split('\n'), lines, path).join('\n'));
}

/** Each added line comes behind the line that stands before it in the page. */
function insertLines(text: string[], lines: string[], path: string): string[] {
	let place = -1;
	for (const line of lines) {
		if (line.startsWith('+')) text.splice((place += 1), 0, line.slice(1));
		else place = text.indexOf(line.slice(1));
		if (place === -1) throw new Error(`${path} has no line “${line.slice(1)}” any more.`);
	}
	return text;
}

function run(name: string, parameters: string[]): { status: number | null; output: string } {
	const program = realpathSync(join(root, 'node_modules/.bin', name));
	const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
		cwd: copy,
		encoding: 'utf8',
	});
	return { status, output: stdout + stderr };
}
