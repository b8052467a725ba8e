import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPattern, describePatternProblem, PLACEHOLDERS } from './placeholders.ts';

/** The plugin is held to the same cases (test/publishing/prompt-pattern.test.ts). */
const CASES = JSON.parse(
	readFileSync(join(import.meta.dirname, '../../examples/prompt-patterns.json'), 'utf8'),
) as { pattern: string; problems: string[] }[];

describe('checkPattern', () => {
	it.each(CASES)('“$pattern”', ({ pattern, problems }) => {
		const found = checkPattern(pattern).map((problem) => {
			if (problem.kind === 'says_nothing') return 'says nothing';
			return `{${problem.name}}${problem.suggestion === null ? '' : ` → {${problem.suggestion}}`}`;
		});
		expect(found).toEqual(problems);
	});

	it('takes every placeholder', () => {
		expect(checkPattern(PLACEHOLDERS.map((name) => `{${name}}`).join(' '))).toEqual([]);
	});

	it('says what is wrong', () => {
		expect(checkPattern('{image_prompt} {post_tilte}').map(describePatternProblem)).toEqual([
			'{post_tilte} is no placeholder; did you mean {post_title}?',
		]);
		expect(checkPattern('{style}').map(describePatternProblem)).toEqual([
			'the pattern needs {image_prompt}, or it says nothing of the post',
		]);
	});
});
