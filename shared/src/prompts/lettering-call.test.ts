import { expect, it } from 'vitest';
import { readLettering } from './lettering-call.ts';

const seen = { letters: 'HRABUOR', is_garbled: true, was_asked_for: false };

it.each([
	['garbled letters that nobody asked for', seen, 'HRABUOR'],
	['pretended writing without a name', { ...seen, letters: '' }, ''],
	['letters that were asked for', { ...seen, was_asked_for: true }, null],
	['a sign that is right', { ...seen, is_garbled: false }, null],
	['an answer without a word about it', { letters: 'A' }, undefined],
	['prose', 'There is a sign.', undefined],
	['text as servers send it', JSON.stringify(seen), 'HRABUOR'],
])('reads %s', (_, answer, letters) => {
	expect(readLettering(answer)).toBe(letters);
});
