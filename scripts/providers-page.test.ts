import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MODEL_TABLE } from '../sidecar/src/models/model-table.ts';
import { PROVIDER_DEFINITIONS } from '../sidecar/src/providers/provider-definitions.ts';
import { describeSource } from './conformance-rows.ts';

/** docs/providers.md is written from runs; whether it still names what there is can be seen without one. */
const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/providers.md'), 'utf8');
const sections = new Map(
	page
		.split(/^## /m)
		.slice(1)
		.map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const ADVICE = 'run `npm run providers -- --write`';

test('docs/providers.md has every provider, and no other', () => {
	expect([...sections.keys()], ADVICE).toEqual(PROVIDER_DEFINITIONS.map(({ title }) => title));
});

describe.each(PROVIDER_DEFINITIONS)('$name in docs/providers.md', (definition) => {
	const section = sections.get(definition.title) ?? '';
	const offered = MODEL_TABLE.filter(
		({ provider, retirement }) => provider === definition.name && retirement === null,
	);

	test('names what is set and what it was checked against', () => {
		expect(section, ADVICE).toContain(describeSource(definition));
		if (definition.key) expect(section, ADVICE).toContain(definition.key.variable);
	});

	test('has a result for every operation that its models do, and for nothing else', () => {
		const shown = [...section.matchAll(/^\| ([a-z_0-9]+) \| passed \(\d+\) \| (\d*) \|$/gm)];
		const counts = Object.fromEntries(shown.map(([, operation, count]) => [operation, Number(count)]));
		const expected: Record<string, number> = {};
		for (const operation of offered.flatMap(({ operations }) => operations)) {
			expected[operation] = (expected[operation] ?? 0) + 1;
		}
		expect(counts, ADVICE).toEqual(expected);
	});

	test('shows what is sent beside what is documented', () => {
		const blocks = [...section.matchAll(/^```http$/gm)];
		expect(blocks, ADVICE).toHaveLength(definition.drawnWithoutAi ? 0 : 2);
	});
});

/** `openai 7.55.0` in a source has to be what is installed, or the proof is about another version. */
test('packages that an emulation was checked against are installed in that version', () => {
	const named = PROVIDER_DEFINITIONS.flatMap(({ checkedAgainst }) =>
		[...checkedAgainst.source.matchAll(/(?:^|\s)(@?[a-z0-9][a-z0-9/-]+) (\d+\.\d+\.\d+)(?=[\s,;]|$)/g)].map(
			([, name = '', version = '']) => ({ name, version }),
		),
	);
	expect(named.length).toBeGreaterThan(8);
	for (const { name, version } of named) {
		const file = join(root, 'node_modules', name, 'package.json');
		if (existsSync(file)) expect({ name, version: versionIn(file) }).toEqual({ name, version });
	}
});

test('a client that is named as the measure is used by the adapter or by a test of the emulation', () => {
	const folders = ['sidecar/src/providers', 'test/provider-emulator'];
	const code = folders
		.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith('.ts'))
				.map((name) => readFileSync(join(root, folder, name), 'utf8')),
		)
		.join('\n');
	for (const { name, checkedAgainst } of PROVIDER_DEFINITIONS) {
		const [client] = checkedAgainst.source.split(' ');
		if (checkedAgainst.kind === 'sdk') expect(code, name).toContain(`from '${client}'`);
	}
});

test('every source says which version it is', () => {
	for (const { name, checkedAgainst } of PROVIDER_DEFINITIONS) {
		if (checkedAgainst.kind === 'nothing') continue;
		expect(checkedAgainst.source, name).toMatch(/\d+\.\d+|\b[0-9a-f]{7}\b/);
	}
});

function versionIn(file: string): string {
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
