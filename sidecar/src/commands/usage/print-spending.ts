import type { UsageRow, UsageSums } from '@limner/shared/contracts/usage';
import stringWidth from 'string-width';
import { count, fit, plain } from '../illustrate/terminal-text.ts';

interface Asked {
	from: string;
	to: string;
	by: string;
}

/** Numbers of a row, the heading first; each as wide as its heading or its longest value. */
const COLUMNS: [heading: string, read: (row: UsageSums) => string][] = [
	['images', ({ images }) => String(images)],
	['calls', ({ calls }) => String(calls)],
	['expected', ({ estimated_microdollars }) => dollars(estimated_microdollars)],
	['spent', ({ cost_microdollars }) => dollars(cost_microdollars)],
	['running', ({ reserved_microdollars }) => dollars(reserved_microdollars)],
	['in doubt', ({ in_doubt_microdollars }) => dollars(in_doubt_microdollars)],
];
const GAP = '  ';
const LEAST_LABEL = 10;

/** What was spent as a table of at most so many columns, the sum last. */
export function describeSpending(rows: UsageRow[], total: UsageSums, asked: Asked, width: number): string {
	const head = `${asked.from} to ${asked.to}: $${dollars(total.cost_microdollars)} spent, ${count(total.images, 'image')}`;
	if (rows.length === 0) return `${asked.from} to ${asked.to}: nothing was asked of a model.`;
	// What is nothing in every line is left out.
	const columns = COLUMNS.filter(
		([heading, read]) => !['running', 'in doubt'].includes(heading) || Number(read(total)) > 0,
	);
	const widths = columns.map(([heading, read]) =>
		Math.max(heading.length, ...[...rows, total].map((row) => read(row).length)),
	);
	const taken = widths.reduce((sum, one) => sum + one + GAP.length, 0);
	const longest = Math.max(...[asked.by, 'in all', ...rows.map(({ label }) => label)].map(measure));
	const labelWidth = Math.max(LEAST_LABEL, Math.min(longest, width - taken));
	const line = (label: string, cells: string[]) =>
		[fit(label, labelWidth), ...cells.map((cell, index) => cell.padStart(widths[index] ?? 0))].join(GAP);
	return [
		head,
		'',
		line(
			asked.by,
			columns.map(([heading]) => heading),
		),
		...rows.map((row) =>
			line(
				row.label,
				columns.map(([, read]) => read(row)),
			),
		),
		line(
			'',
			widths.map((one) => '─'.repeat(one)),
		),
		line(
			'in all',
			columns.map(([, read]) => read(total)),
		),
	].join('\n');
}

function measure(label: string): number {
	return stringWidth(plain(label));
}

/** Hundredths of a cent: prices of single images are below a cent. */
function dollars(microdollars: number): string {
	return (microdollars / 1_000_000).toFixed(4);
}
