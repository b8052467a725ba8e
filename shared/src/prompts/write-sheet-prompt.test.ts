import { describe, expect, it } from 'vitest';
import { MOST_SHEETS, writeRedrawPrompt, writeSheetPrompt } from './write-sheet-prompt.ts';

const PROMPT = 'A stone stair goes down into green water';

describe('the prompt of a sheet', () => {
	it('asks for four panels of one subject, white gutters and no words', () => {
		const words = writeSheetPrompt(PROMPT, 0);
		expect(words).toContain('exactly four panels of equal size in a 2 × 2 grid');
		expect(words).toContain('pure white gutters');
		expect(words).toContain('No text');
		expect(words.endsWith(PROMPT)).toBe(true);
	});

	it('names another composition for every place on every sheet', () => {
		const compositions = Array.from({ length: MOST_SHEETS }, (_, sheet) => writeSheetPrompt(PROMPT, sheet))
			.flatMap((words) => /differ\. (.*)\.$/m.exec(words)?.[1]?.split('; ') ?? [])
			.map((panel) => panel.split(': '));
		expect(compositions.slice(0, 4).map(([place]) => place)).toEqual([
			'top left',
			'top right',
			'bottom left',
			'bottom right',
		]);
		expect(new Set(compositions.map(([, composition]) => composition)).size).toBe(4 * MOST_SHEETS);
	});

	it('has no more sheets than it has compositions', () => {
		expect(() => writeSheetPrompt(PROMPT, MOST_SHEETS)).toThrow('none has the number 2');
	});
});

it('a draft is redrawn as one picture of the same prompt', () => {
	expect(writeRedrawPrompt(PROMPT)).toContain('one finished picture');
	expect(writeRedrawPrompt(PROMPT).startsWith(PROMPT)).toBe(true);
});
