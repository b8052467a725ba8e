import { writeFileSync } from 'node:fs';
import { PROVIDER_DEFINITIONS } from '../sidecar/src/providers/provider-definitions.ts';
import { conformanceRows, describeResult, type ConformanceRow } from './conformance-rows.ts';
import { describeProvidersPage, describeRequest } from './describe-providers-page.ts';
import { runConformance } from './run-conformance.ts';

/*
 * Runs the conformance suite of every provider and prints what it found: provider × operation × result × what the
 * emulated wire format was checked against. `--requests` adds what each provider was sent for one image, beside the form
 * that its documentation has; `--write` puts both into docs/providers.md.
 */

const tests = runConformance();
const rows = PROVIDER_DEFINITIONS.flatMap((definition) => conformanceRows(definition, tests));
console.log(describeTable(rows));
if (process.argv.includes('--requests')) {
	for (const { name } of PROVIDER_DEFINITIONS) {
		const request = describeRequest(name, tests);
		console.log([`\n### ${name}`, '', ...(request.length > 0 ? request : ['Nothing is sent.'])].join('\n'));
	}
}
const failures = tests.filter(({ status }) => status !== 'passed');
const missing = PROVIDER_DEFINITIONS.filter(
	({ name }) => !rows.some((row) => row.provider === name && row.passed > 0),
);
for (const { ancestorTitles, title } of failures)
	console.log(`failed: ${[...ancestorTitles, title].join(' > ')}`);
for (const { name } of missing) console.log(`no conformance suite: ${name}`);
console.log(`${tests.length - failures.length} passed, ${failures.length + missing.length} failed`);
const isGood = failures.length + missing.length === 0 && tests.length > 0;
process.exitCode = isGood ? 0 : 1;
if (process.argv.includes('--write')) {
	if (isGood) {
		const day = new Date().toISOString().slice(0, 10);
		writeFileSync('docs/providers.md', describeProvidersPage(PROVIDER_DEFINITIONS, tests, day));
	} else console.log('docs/providers.md is left as it was: it tells only of what passed.');
}

function describeTable(all: ConformanceRow[]): string {
	const lines = [
		['provider', 'operation', 'conformance', 'checked against'],
		...all.map((row) => [row.provider, row.operation, describeResult(row), row.checkedAgainst]),
	];
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
