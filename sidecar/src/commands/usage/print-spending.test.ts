import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { describeSpending } from './print-spending.ts';

const sums = {
	calls: 2,
	images: 2,
	estimated_microdollars: 20_000,
	cost_microdollars: 19_000,
	reserved_microdollars: 0,
	in_doubt_microdollars: 0,
};
const label = 'replicate lucataco/remove-bg:95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1';
const rows = [
	{ key: 'one', label, ...sums },
	{ key: 'two', label: 'openai gpt-image-2', ...sums },
];
const lines = (width: number) =>
	describeSpending(rows, sums, { from: '2026-11-01', to: '2026-11-30', by: 'model' }, width).split('\n');

test.each([80, 120])('in %d columns no line is wider, and names have all the room that is left', (width) => {
	for (const line of lines(width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
	expect(Math.max(...lines(width).map((line) => stringWidth(line)))).toBe(width);
});

test('in a pipe a name is whole, and the table as narrow as its names', () => {
	expect(lines(Infinity).join('\n')).toContain(`${label}  `);
	const short = { key: 'two', label: 'openai gpt-image-2', ...sums };
	const asked = { from: '2026-11-01', to: '2026-11-30', by: 'model' };
	expect(describeSpending([short], sums, asked, Infinity).split('\n').at(-1)).toMatch(/^in all {14} +2 +2/);
});
