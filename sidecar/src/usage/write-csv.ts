import type { LedgerRow } from '@limner/shared/contracts/usage';

type Cell = string | number | null;

/** A spreadsheet takes a cell that begins so for a formula, also behind spaces, and runs it. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/** One line after RFC 4180. Text that a spreadsheet would run is told apart by an apostrophe in front. */
export function csvLine(cells: Cell[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
	if (cell === null) return '';
	if (typeof cell === 'number') return String(cell);
	const text = FORMULA.test(cell) ? `'${cell}` : cell;
	return /[",\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Exact, with six decimals. */
export function csvDollars(microdollars: number | null): string {
	if (microdollars === null) return '';
	const text = String(microdollars).padStart(7, '0');
	return `${text.slice(0, -6)}.${text.slice(-6)}`;
}

/** Columns of the ledger as a spreadsheet sees them. */
const LEDGER_COLUMNS: Record<string, (row: LedgerRow) => Cell> = {
	when: ({ at }) => new Date(at * 1000).toISOString(),
	site: ({ site }) => site,
	post_id: ({ post_id }) => post_id,
	post: ({ post_title }) => post_title,
	person_id: ({ person_id }) => person_id,
	person: ({ person_name }) => person_name,
	provider: ({ provider }) => provider,
	model: ({ model }) => model,
	operation: ({ operation }) => operation,
	size: ({ size }) => size,
	estimate_usd: ({ estimated_microdollars }) => csvDollars(estimated_microdollars),
	actual_usd: ({ actual_microdollars }) => csvDollars(actual_microdollars),
	state: ({ state }) => state,
	remote_id: ({ remote_id }) => remote_id,
	seconds: ({ milliseconds }) => (milliseconds === null ? null : milliseconds / 1000),
	error: ({ error }) => error,
};

export const LEDGER_CSV_HEAD = csvLine(Object.keys(LEDGER_COLUMNS));

export function ledgerCsvLine(row: LedgerRow): string {
	return csvLine(Object.values(LEDGER_COLUMNS).map((read) => read(row)));
}
