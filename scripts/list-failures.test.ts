import { describe, expect, it } from 'vitest';

import { explainEnd, listFailures, printFailures } from './list-failures.ts';

const run = { project: 'e2e', folder: '/limner', exitCode: 1, said: '' };
const test = (changes: object) => ({
	ancestorTitles: ['', 'a post'],
	title: 'is planned',
	status: 'passed',
	failureMessages: [],
	...changes,
});
const results = (assertionResults: object[], changes: object = {}) =>
	JSON.stringify({
		testResults: [
			{ name: '/limner/test/e2e/one.test.ts', status: 'failed', message: '', assertionResults, ...changes },
		],
	});
const stack = [
	'\u001B[31mAssertionError: expected 1 to be 2\u001B[39m',
	'',
	'    at Proxy.toBe (/limner/node_modules/chai/index.js:1:1)',
	'    at /limner/test/e2e/one.test.ts:46:93',
	'    at node:internal/process:1:1',
].join('\n');

describe('listFailures', () => {
	it('names a failed test, the first lines of its message, and the first place of our own', () => {
		const failures = listFailures(
			results([test({}), test({ status: 'failed', failureMessages: [stack] })]),
			run,
		);
		expect(printFailures(failures)).toEqual([
			'Tests that failed:',
			'- e2e: test/e2e/one.test.ts > a post > is planned',
			'    AssertionError: expected 1 to be 2',
			'    at /limner/test/e2e/one.test.ts:46:93',
		]);
	});

	it('sets a test apart that passed when it was tried again', () => {
		const file = results([test({ failureMessages: [stack] })], { status: 'passed' });
		expect(printFailures(listFailures(file, { ...run, exitCode: 0 }))[0]).toBe(
			'Tests that passed only when tried again:',
		);
	});

	it('names the tests that did not run, and what kept them from it', () => {
		const file = results([test({ status: 'pending' })], { message: 'A hook failed' });
		expect(listFailures(file, run).flatMap(({ lines }) => lines)).toEqual([
			'A hook failed',
			'1 did not run:',
			'is planned (pending)',
		]);
	});

	it.each([
		['could not be loaded', results([], { message: 'Cannot find module' }), 'Cannot find module'],
		['failed after its tests', results([test({})], { message: 'A hook failed' }), 'A hook failed'],
		['left no results', undefined, 'It ended without results (exit code 1).'],
		[
			'ended badly though every test passed',
			results([test({})], { status: 'passed' }),
			'It ended with exit code 1, though no test failed.',
		],
	])('names a file or a run that %s', (_, file, line) => {
		expect(listFailures(file, run).map(({ lines }) => lines)).toEqual([[line]]);
	});

	it('says what a run printed that ended badly though every test passed', () => {
		const printed = [
			'✓ e2e test/e2e/one.test.ts',
			'JSON report written to results.json',
			'',
			'\u001B[31m⎯⎯⎯⎯\u001B[39m Unhandled Error ⎯⎯⎯⎯',
			'Error: WordPress did not start on native: MariaDB ended',
			' ❯ startSharedWordPress test/wordpress/shared-wordpress-setup.ts:18:12',
		].join('\n');
		const failures = listFailures(results([test({})], { status: 'passed' }), {
			...run,
			said: explainEnd(printed),
		});
		expect(failures.flatMap(({ lines }) => lines)).toContain(
			'Error: WordPress did not start on native: MariaDB ended',
		);
		expect(failures.flatMap(({ lines }) => lines).join('\n')).not.toContain('JSON report');
	});

	it('falls back on the last lines of what was printed', () => {
		const printed = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
		expect(explainEnd(printed)).toContain('line 29');
		expect(explainEnd(printed)).not.toContain('line 1\n');
	});

	it('keeps a message short', () => {
		const message = Array.from({ length: 50 }, () => 'long '.repeat(200)).join('\n');
		const [failure] = listFailures(results([test({ status: 'failed', failureMessages: [message] })]), run);
		expect(failure?.lines).toHaveLength(8);
		expect(failure?.lines[0]?.length).toBeLessThanOrEqual(240);
	});

	it('says nothing where nothing failed', () => {
		const file = results([test({})], { status: 'passed' });
		expect(printFailures(listFailures(file, { ...run, exitCode: 0 }))).toEqual([]);
	});
});
