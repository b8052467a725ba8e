import { describe, expect, it } from 'vitest';
import { csvDollars, csvLine } from './write-csv.ts';

describe('a line of CSV', () => {
	it.each([
		['plain', 'plain'],
		['a, b', '"a, b"'],
		['say "yes"', '"say ""yes"""'],
		['two\r\nlines', '"two\r\nlines"'],
	])('writes %j as %j', (text, cell) => expect(csvLine([text])).toBe(`${cell}\r\n`));

	it.each([
		'=HYPERLINK("http://evil.test","Click")',
		'+1+1',
		'-2+3',
		'@SUM(A1)',
		'  =1+1',
		'\t=1+1',
		'\r=1+1',
		'＝1+1',
		'|cmd',
		'%0A=1',
	])('takes the force out of %j', (text) => {
		expect(csvLine([text]).startsWith(`"'`)).toBe(true);
	});

	it('leaves numbers and nothing as they are', () => expect(csvLine([12.5, null, 0])).toBe('12.5,,0\r\n'));
});

describe('csvDollars', () => {
	it.each([
		[0, '0.000000'],
		[41_200, '0.041200'],
		[12_345_678, '12.345678'],
		[null, ''],
	])('of %s is %s', (microdollars, dollars) => expect(csvDollars(microdollars)).toBe(dollars));
});
