import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Something that whoever reads only the end of a run has to know. */
export interface Failure {
	/** Such as `e2e: test/e2e/journey.test.ts > its public page > …`. */
	name: string;
	/** The first lines of what was said. */
	lines: string[];
	/** It passed when it was tried again, so it does not count as failed. */
	passedLater: boolean;
}

interface TestResult {
	ancestorTitles: string[];
	title: string;
	status: string;
	/** Of every try; a test that passed at last keeps those of its first one. */
	failureMessages: string[];
}

interface ResultsFile {
	testResults: { name: string; status: string; message: string; assertionResults: TestResult[] }[];
}

/** Enough for an assertion with what was expected, what came, and where. */
const MOST_LINES = 8;
const LONGEST_LINE = 240;

/** Names what failed in the file that vitest's JSON reporter wrote; undefined where it left none. */
export function listFailures(
	results: string | undefined,
	{ project, folder, exitCode, said }: { project: string; folder: string; exitCode: number; said: string },
): Failure[] {
	if (results === undefined) {
		return [describeFailure(project, `It ended without results (exit code ${exitCode}).\n${said}`)];
	}
	const files = (JSON.parse(results) as ResultsFile).testResults;
	const found = files.flatMap((file) => {
		const path = `${project}: ${relative(folder, file.name)}`;
		const tests = file.assertionResults.flatMap((test) => failureOf(path, test));
		const isExplained = file.status !== 'failed' || tests.length > 0;
		const message = file.message || (isExplained ? '' : 'The file could not be loaded.');
		return [...(message === '' ? [] : [describeFailure(path, message)]), ...tests, ...idleTests(path, file)];
	});
	const isExplained = exitCode === 0 || found.some(({ passedLater }) => !passedLater);
	return isExplained
		? found
		: [
				...found,
				describeFailure(project, `It ended with exit code ${exitCode}, though no test failed.\n${said}`),
			];
}

/** What vitest said outside of tests, such as in a setup that failed: the first error near the end of its output. */
export function explainEnd(printed: string): string {
	const lines = stripVTControlCharacters(printed)
		.split('\n')
		.filter((line) => line.trim() !== '');
	const heading = lines.findIndex((line) => /^⎯+ Unhandled |^error during close/.test(line));
	return (heading === -1 ? lines.slice(-MOST_LINES) : lines.slice(heading)).join('\n');
}

function failureOf(path: string, test: TestResult): Failure[] {
	if (test.failureMessages.length === 0 && test.status !== 'failed') return [];
	const name = [path, ...test.ancestorTitles.filter((title) => title !== ''), test.title].join(' > ');
	const failure = describeFailure(name, test.failureMessages.join('\n'));
	return [{ ...failure, passedLater: test.status === 'passed' }];
}

/** What a hook that failed kept from running, as one entry: the first of them say where. */
function idleTests(path: string, { assertionResults }: ResultsFile['testResults'][number]): Failure[] {
	const idle = assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed');
	if (idle.length === 0) return [];
	const titles = idle.map(({ title, status }) => `${title} (${status})`);
	return [describeFailure(path, [`${idle.length} did not run:`, ...titles].join('\n'))];
}

/** The frames of a stack say little to whoever reads a summary, but for the first one of our own. */
export function describeFailure(name: string, message: string): Failure {
	const lines = stripVTControlCharacters(message)
		.split('\n')
		.map((line) => line.trimEnd())
		.filter((line) => line !== '');
	const isFrame = (line: string): boolean => /^\s+at /.test(line);
	const own = lines.find((line) => isFrame(line) && !/node_modules|node:/.test(line));
	const said = lines.filter((line) => !isFrame(line)).slice(0, MOST_LINES);
	const kept = own === undefined ? said : [...said, own.trim()];
	return { name, lines: kept.map((line) => line.slice(0, LONGEST_LINE)), passedLater: false };
}

/** Ready to be printed; empty where nothing failed. `.ci/run` finds these lines by how they begin. */
export function printFailures(failures: Failure[]): string[] {
	const parts = [
		{ heading: 'Tests that failed:', of: failures.filter(({ passedLater }) => !passedLater) },
		{ heading: 'Tests that passed only when tried again:', of: failures.filter((one) => one.passedLater) },
	];
	return parts.flatMap(({ heading, of }) =>
		of.length === 0
			? []
			: [heading, ...of.flatMap(({ name, lines }) => [`- ${name}`, ...lines.map((line) => `    ${line}`)])],
	);
}
