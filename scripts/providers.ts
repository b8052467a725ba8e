import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDER_DEFINITIONS } from '../sidecar/src/providers/provider-definitions.ts';
import { MODEL_TABLE } from '../sidecar/src/models/model-table.ts';

/*
 * Runs the conformance suite of every provider and prints what it found: provider × operation × result × what the
 * emulated wire format was checked against. `--requests` adds what each provider was sent for one image, beside the form
 * that its documentation has; `--write` puts both into docs/providers.md.
 */

interface Assertion {
	ancestorTitles: string[];
	title: string;
	status: string;
	meta?: { outgoing?: Outgoing; documented?: Documented };
}

interface Outgoing {
	method: string;
	path: string;
	headers: Record<string, string>;
	raw: string;
}

interface Documented {
	source: string;
	method: string;
	path: string;
	headers: Record<string, string>;
	body: unknown;
}

interface Row {
	provider: string;
	operation: string;
	passed: number;
	failed: number;
	checkedAgainst: string;
}

const SUBJECTS = ['cancelling', 'partial images', 'refusals', 'tasks'];

const assertions = runSuite();
const rows = PROVIDER_DEFINITIONS.flatMap((definition) => rowsOf(definition, assertions));
const table = describeTable(rows);
const requests = describeRequests(assertions);
console.log(table);
if (process.argv.includes('--requests')) console.log(`\n${requests}`);
if (process.argv.includes('--write')) writeFileSync('docs/providers.md', describePage());
const failures = assertions.filter(({ status }) => status !== 'passed');
for (const { ancestorTitles, title } of failures)
	console.log(`failed: ${[...ancestorTitles, title].join(' > ')}`);
const missing = PROVIDER_DEFINITIONS.filter(
	({ name }) => !rows.some((row) => row.provider === name && row.passed > 0),
);
for (const { name } of missing) console.log(`no conformance suite: ${name}`);
console.log(`${assertions.length - failures.length} passed, ${failures.length + missing.length} failed`);
process.exitCode = failures.length + missing.length === 0 && assertions.length > 0 ? 0 : 1;

function runSuite(): Assertion[] {
	const folder = mkdtempSync(join(tmpdir(), 'limner-providers-'));
	const file = join(folder, 'results.json');
	try {
		const { stderr } = spawnSync(
			process.execPath,
			[
				'node_modules/vitest/vitest.mjs',
				'run',
				'--project=unit',
				'conformance.test.ts',
				'--reporter=json',
				`--outputFile=${file}`,
			],
			{ encoding: 'utf8' },
		);
		const results = JSON.parse(readResults(file, stderr)) as {
			testResults: { assertionResults: Assertion[] }[];
		};
		return results.testResults.flatMap(({ assertionResults }) => assertionResults);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function readResults(file: string, stderr: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new Error(`The suite ended without results: ${stderr.slice(0, 2000)}`);
	}
}

/** One row an operation; what is tried beside the operations is one more row. */
function rowsOf(definition: (typeof PROVIDER_DEFINITIONS)[number], all: Assertion[]): Row[] {
	const own = all.filter(
		({ ancestorTitles }) => ancestorTitles[0] === `${definition.name} as an image provider`,
	);
	const { kind, source } = definition.checkedAgainst;
	const checkedAgainst = kind === 'nothing' ? `nothing (${source})` : `${kind}: ${source}`;
	const rows = new Map<string, Row>();
	for (const { ancestorTitles, status } of own) {
		const group = ancestorTitles[1] ?? '';
		const operation = SUBJECTS.includes(group) ? 'failures, tasks, cancelling' : group;
		const row = rows.get(operation) ?? {
			provider: definition.name,
			operation,
			passed: 0,
			failed: 0,
			checkedAgainst,
		};
		if (status === 'passed') row.passed += 1;
		else row.failed += 1;
		rows.set(operation, row);
	}
	return [...rows.values()];
}

function describeTable(all: Row[]): string {
	const cells = all.map(({ provider, operation, passed, failed, checkedAgainst }) => [
		provider,
		operation,
		failed === 0 ? `passed (${passed})` : `FAILED (${failed} of ${passed + failed})`,
		checkedAgainst,
	]);
	const lines = [['provider', 'operation', 'conformance', 'checked against'], ...cells];
	const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
	return lines
		.map((line) =>
			line
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

function describeRequests(all: Assertion[]): string {
	return all
		.flatMap(({ ancestorTitles, meta }) => {
			if (!meta?.outgoing || !meta.documented) return [];
			const { outgoing, documented } = meta;
			const headers = Object.entries(outgoing.headers).map(([name, value]) => `${name}: ${value}`);
			return [
				[
					`### ${(ancestorTitles[0] ?? '').replace(' as an image provider', '')}`,
					'',
					'Sent, as the emulator recorded it:',
					'',
					'```http',
					`${outgoing.method} ${outgoing.path}`,
					...headers,
					'',
					outgoing.raw,
					'```',
					'',
					`Documented (${documented.source}):`,
					'',
					'```http',
					`${documented.method} ${documented.path}`,
					...Object.entries(documented.headers).map(([name, value]) => `${name}: ${value}`),
					'',
					JSON.stringify(documented.body, null, 2),
					'```',
				].join('\n'),
			];
		})
		.join('\n\n');
}

function describePage(): string {
	const models = PROVIDER_DEFINITIONS.map(({ name, title }) => {
		const own = MODEL_TABLE.filter(({ provider, retirement }) => provider === name && retirement === null);
		return `| ${title} | \`${name}\` | ${own.length} |`;
	});
	return [
		'# Providers',
		'',
		'Written by `npm run providers -- --write`; not to be edited. No provider was called for this page: the emulator in',
		'`test/provider-emulator` speaks their wire formats as the named source has them.',
		'',
		'| provider | name | models offered |',
		'| --- | --- | --- |',
		...models,
		'',
		'## Conformance',
		'',
		'```',
		table,
		'```',
		'',
		'## What is sent for one image',
		'',
		requests,
		'',
	].join('\n');
}
