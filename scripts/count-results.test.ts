import { describe, expect, it } from 'vitest';

import { countResults } from './count-results.ts';

const results = (changes: object) =>
	JSON.stringify({
		numPassedTests: 3,
		numFailedTests: 0,
		numPendingTests: 0,
		numTodoTests: 0,
		testResults: [],
		...changes,
	});

describe('countResults', () => {
	it('counts what passed', () => {
		expect(countResults(results({}), 0)).toEqual({ passed: 3, failed: 0 });
	});

	it('takes a test that did not run for a failed one', () => {
		expect(countResults(results({ numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual({
			passed: 3,
			failed: 2,
		});
	});

	it('counts a file that could not be loaded', () => {
		const testResults = [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }];
		expect(countResults(results({ testResults }), 1)).toEqual({ passed: 3, failed: 1 });
	});

	it.each([
		['ended badly though every test passed', results({}), 1],
		['ran no test', results({ numPassedTests: 0 }), 0],
		['left no results', undefined, 1],
	])('counts one failure for a run that %s', (_, file, exitCode) => {
		expect(countResults(file, exitCode).failed).toBe(1);
	});
});
