import stringWidth from 'string-width';
import { fit, plain } from './illustrate/terminal-text.ts';

export interface Column<Row> {
	title: string;
	cell(row: Row): string;
	/** Numbers stand at the right. */
	align?: 'right';
	/** Cut to no fewer terminal columns where the terminal is narrow; not set: never cut. */
	least?: number;
	/** The same for what somebody has to type: cut only where nothing else is left to give. */
	leastAtLast?: number;
	/** Left out where the terminal is narrow, the highest first; not set: always shown. */
	leaveOut?: number;
}

const GAP = 2;
/** Lines longer than this are hard to follow with the eye. */
const WIDEST_TABLE = 160;
const ASSUMED_WIDTH = 80;

/**
 * Of the terminal; a table may use more of it than running text. A pipe or a file has no width: whatever reads it wants
 * every column, and none of them cut.
 */
export function tableWidth(stream: { columns?: number; isTTY?: boolean }): number {
	return stream.isTTY ? Math.min(WIDEST_TABLE, stream.columns || ASSUMED_WIDTH) : Infinity;
}

/**
 * A head and a line a row, in so many terminal columns; wide letters count twice. What does not fit is left out by
 * whole columns first and then cut, names that somebody has to type last of all.
 */
export function describeTable<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	width: number,
): string {
	const measured = columns.map((column) => measure(rows, column));
	const shown = leaveOutUntilItFits(measured, width);
	const widths = shrinkUntilItFits(shown, width);
	const line = (cells: string[]) =>
		cells
			.map((cell, index) => place(cell, widths[index] ?? 0, shown[index]?.column.align))
			.join(' '.repeat(GAP))
			.trimEnd();
	return [
		line(shown.map(({ column }) => column.title)),
		line(widths.map((columns) => '─'.repeat(columns))),
		...rows.map((_, row) => line(shown.map(({ cells }) => cells[row] ?? ''))),
	].join('\n');
}

interface Measured<Row> {
	column: Column<Row>;
	cells: string[];
	width: number;
}

function measure<Row>(rows: readonly Row[], column: Column<Row>): Measured<Row> {
	const cells = rows.map((row) => plain(column.cell(row)));
	return { column, cells, width: Math.max(...[column.title, ...cells].map((text) => stringWidth(text))) };
}

/** Before a column goes, those that may be cut are reckoned as cut. */
function leaveOutUntilItFits<Row>(columns: Measured<Row>[], width: number): Measured<Row>[] {
	const needed = total(columns.map((column) => Math.min(column.width, column.column.least ?? column.width)));
	const [next] = columns
		.filter(({ column }) => column.leaveOut !== undefined)
		.toSorted((one, other) => (other.column.leaveOut ?? 0) - (one.column.leaveOut ?? 0));
	if (needed <= width || !next) return columns;
	return leaveOutUntilItFits(
		columns.filter((column) => column !== next),
		width,
	);
}

/** One terminal column at a time from the widest that may still be cut. */
function shrinkUntilItFits<Row>(columns: Measured<Row>[], width: number): number[] {
	const widths = columns.map((column) => column.width);
	shrink(
		widths,
		columns.map(({ column }) => column.least),
		width,
	);
	shrink(
		widths,
		columns.map(({ column }) => column.leastAtLast),
		width,
	);
	return widths;
}

function shrink(widths: number[], least: readonly (number | undefined)[], width: number): void {
	while (total(widths) > width) {
		const most = widths
			.map((columnWidth, index) => ({ columnWidth, index }))
			.filter(({ columnWidth, index }) => columnWidth > (least[index] ?? Infinity))
			.toSorted((one, other) => other.columnWidth - one.columnWidth)[0];
		if (!most) return;
		widths[most.index] = most.columnWidth - 1;
	}
}

function total(widths: readonly number[]): number {
	return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}

function place(text: string, width: number, align: Column<unknown>['align']): string {
	const fitted = fit(text, width);
	if (align !== 'right') return fitted;
	const words = fitted.trimEnd();
	return ' '.repeat(Math.max(0, width - stringWidth(words))) + words;
}
