import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { describeTable, tableWidth, type Column } from './print-table.ts';

interface Row {
	name: string;
	title: string;
	price: string;
	licence: string;
}

const columns: Column<Row>[] = [
	{ title: 'Name', cell: ({ name }) => name },
	{ title: 'Title', cell: ({ title }) => title, least: 8 },
	{ title: 'Price', cell: ({ price }) => price, align: 'right' },
	{ title: 'Licence', cell: ({ licence }) => licence, leaveOut: 1 },
];
const rows: Row[] = [
	{ name: 'one', title: 'A short one', price: '$0.01', licence: 'Apache-2.0' },
	{ name: 'another-name', title: '画像を作る大きなモデル', price: '$12.50', licence: 'proprietary' },
];
const lines = (width: number) => describeTable(rows, columns, width).split('\n');

describe('describeTable', () => {
	test('stands in columns, numbers at the right, wide letters counted twice', () => {
		expect(lines(80)).toEqual([
			'Name          Title                    Price  Licence',
			'────────────  ──────────────────────  ──────  ───────────',
			'one           A short one              $0.01  Apache-2.0',
			'another-name  画像を作る大きなモデル  $12.50  proprietary',
		]);
	});

	test('cuts what may be cut, then leaves out whole columns, and never cuts a name', () => {
		expect(lines(50)[3]).toBe('another-name  画像を作る大き…  $12.50  proprietary');
		expect(lines(40)[0]).not.toContain('Licence');
		expect(lines(30)[3]).toMatch(/^another-name {2}画像を… +\$12\.50$/);
		for (const width of [80, 50, 40, 30]) {
			for (const line of lines(width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
		}
	});

	test('leaves nothing out where there is no width', () => {
		const [head, , ...rows] = lines(Infinity);
		expect(head).toMatch(/Licence$/);
		expect(rows.join()).not.toContain('…');
	});

	test('says only the head where there is nothing', () => {
		expect(describeTable([], columns, 80)).toBe('Name  Title  Price  Licence\n────  ─────  ─────  ───────');
	});

	test('shows control characters of others as spaces', () => {
		const row = { name: 'x', title: 'red\u001b[31m\nline', price: '', licence: '' };
		expect(describeTable([row], columns, 80).split('\n')).toHaveLength(3);
		expect(describeTable([row], columns, 80)).not.toContain('\u001b');
	});
});

test('a table is no wider than the eye can follow, 80 where a terminal does not say, and whole in a pipe', () => {
	const widths = [120, 400, 0].map((columns) => tableWidth({ columns, isTTY: true }));
	expect(widths).toEqual([120, 160, 80]);
	expect(tableWidth({})).toBe(Infinity);
});
