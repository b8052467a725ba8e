import type { ProviderDefinition } from '../sidecar/src/providers/provider-definition.ts';
import type { ConformanceTest } from './run-conformance.ts';

/** What was found about one operation of one provider. */
export interface ConformanceRow {
	provider: string;
	operation: string;
	passed: number;
	failed: number;
	checkedAgainst: string;
}

/** What is tried beside the operations; one row for all of it. */
const SUBJECTS = ['cancelling', 'partial images', 'refusals', 'sizes', 'tasks'];
const BESIDE_OPERATIONS = 'sizes, failures, tasks, cancelling';

export function conformanceRows(definition: ProviderDefinition, tests: ConformanceTest[]): ConformanceRow[] {
	const rows = new Map<string, ConformanceRow>();
	for (const { ancestorTitles, status } of testsOf(definition.name, tests)) {
		const group = ancestorTitles[1] ?? '';
		const operation = SUBJECTS.includes(group) ? BESIDE_OPERATIONS : group;
		const row = rows.get(operation) ?? {
			provider: definition.name,
			operation,
			passed: 0,
			failed: 0,
			checkedAgainst: describeSource(definition),
		};
		if (status === 'passed') row.passed += 1;
		else row.failed += 1;
		rows.set(operation, row);
	}
	return [...rows.values()].toSorted((one, other) => isBeside(one) - isBeside(other));
}

export function testsOf(provider: string, tests: ConformanceTest[]): ConformanceTest[] {
	return tests.filter(({ ancestorTitles }) => ancestorTitles[0] === `${provider} as an image provider`);
}

export function describeSource({ checkedAgainst: { kind, source } }: ProviderDefinition): string {
	return kind === 'nothing' ? `nothing (${source})` : `${kind}: ${source}`;
}

export function describeResult({ passed, failed }: ConformanceRow): string {
	return failed === 0 ? `passed (${passed})` : `FAILED (${failed} of ${passed + failed})`;
}

/** The sort leaves all else as it was tried. */
function isBeside({ operation }: ConformanceRow): number {
	return Number(operation === BESIDE_OPERATIONS);
}
