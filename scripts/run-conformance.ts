import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One test of a conformance suite, as Vitest's JSON reporter writes it. */
export interface ConformanceTest {
	/** `<provider> as an image provider`, then the operation or the subject. */
	ancestorTitles: string[];
	title: string;
	status: string;
	meta?: { outgoing?: OutgoingRequest; documented?: DocumentedRequest };
}

export interface OutgoingRequest {
	method: string;
	path: string;
	headers: Record<string, string>;
	raw: string;
}

interface DocumentedRequest {
	source: string;
	method: string;
	path: string;
	headers: Record<string, string>;
	body: unknown;
}

/** Runs the conformance suite of every provider. Throws where it ended without results. */
export function runConformance(): ConformanceTest[] {
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
			testResults: { assertionResults: ConformanceTest[] }[];
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
