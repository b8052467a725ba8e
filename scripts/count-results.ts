export interface Counts {
	passed: number;
	failed: number;
}

interface ResultsFile {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

/**
 * Counts what vitest's JSON reporter wrote. A test that did not run counts as failed, and so does a file that
 * could not be loaded, and a run that ended badly without saying which test is to blame.
 */
export function countResults(results: string | undefined, exitCode: number): Counts {
	if (results === undefined) {
		return { passed: 0, failed: 1 };
	}
	const file = JSON.parse(results) as ResultsFile;
	const unloaded = file.testResults.filter(
		(result) => result.status === 'failed' && result.assertionResults.length === 0,
	).length;
	const failed = file.numFailedTests + file.numPendingTests + file.numTodoTests + unloaded;
	const isUnexplained = failed === 0 && (exitCode !== 0 || file.numPassedTests === 0);
	return { passed: file.numPassedTests, failed: isUnexplained ? 1 : failed };
}
