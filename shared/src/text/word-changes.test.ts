import { expect, it } from 'vitest';
import { wordChanges } from './word-changes.ts';

it.each([
	['nothing', 'A calm harbour.', 'A calm harbour.', []],
	['one word', 'A gun on a table.', 'A prop on a table.', [{ before: 'gun', after: 'prop' }]],
	[
		'words that stand together, as one change',
		'A dead body lies there.',
		'A resting figure lies there.',
		[{ before: 'dead body', after: 'resting figure' }],
	],
	['what was left out', 'A room by Banksy, at noon', 'A room, at noon', [{ before: 'by Banksy', after: '' }]],
	['what was added', 'A room', 'A room at noon', [{ before: '', after: 'at noon' }]],
	[
		'two changes with words between them',
		'A gun and a bomb in a field',
		'A prop and a cloud in a field',
		[
			{ before: 'gun', after: 'prop' },
			{ before: 'bomb', after: 'cloud' },
		],
	],
	['a script without spaces', '静かな港の朝です', '静かな港の夜です', [{ before: '朝', after: '夜' }]],
	['everything', 'One', 'Two', [{ before: 'One', after: 'Two' }]],
])('finds %s', (_, before, after, changes) => {
	expect(wordChanges(before, after)).toEqual(changes);
});

it('compares the longest prompts in less than a second', () => {
	const words = (start: number) => Array.from({ length: 800 }, (_, index) => `w${start + index}`).join(' ');
	const startedAt = Date.now();
	expect(wordChanges(words(0), words(400)).length).toBeGreaterThan(0);
	expect(Date.now() - startedAt).toBeLessThan(1000);
});
