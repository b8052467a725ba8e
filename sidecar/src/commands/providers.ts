import type { Provider } from '@limner/shared/contracts/provider';
import type { Command } from 'commander';
import { describeProviders } from '../planning/describe-providers.ts';
import { openCatalogue } from './catalogue-sources.ts';
import { count, formatPrice } from './illustrate/terminal-text.ts';
import { printJson } from './print-json.ts';
import { describeTable, tableWidth, type Column } from './print-table.ts';

/** What its adapter was held against, of its maker's. */
const CHECKED: Record<Provider['checked_against']['kind'], string> = {
	sdk: 'client',
	document: 'document',
	nothing: 'nothing',
};

const COLUMNS: Column<Provider>[] = [
	{ title: 'Provider', cell: ({ name }) => name },
	{ title: 'Title', cell: ({ title }) => title, least: 12, leaveOut: 3 },
	{ title: 'State', cell: stateCell, leastAtLast: 12 },
	{ title: 'Credit', cell: creditCell, align: 'right' },
	{ title: 'Models', cell: ({ models }) => String(models), align: 'right' },
	{
		title: 'From',
		cell: ({ cheapest_microdollars: price }) => (price === null ? 'unknown' : formatPrice(price)),
		align: 'right',
		leaveOut: 1,
	},
	{
		title: 'Checked against',
		cell: ({ checked_against: { kind } }) => CHECKED[kind],
		least: 10,
		leaveOut: 2,
	},
];

function stateCell({ ready, missing }: Provider): string {
	return ready ? 'ready' : `set ${missing.join(' and ')}`;
}

/** What a provider does not tell is left empty: it is not nothing. */
function creditCell({ credit_microdollars: credit, credit_error: error }: Provider): string {
	if (error !== null) return error;
	return credit === null ? '' : `$${(credit / 1_000_000).toFixed(2)}`;
}

export function addProvidersCommand(program: Command): void {
	program
		.command('providers')
		.description('list the providers, what each still needs, and what is left there')
		.option('--json', 'print one JSON document in place of a table')
		.action(async (options: { json?: true }) => {
			const providers = await describeProviders(openCatalogue(), new Date());
			if (options.json) printJson({ providers });
			else console.log(describeProviderTable(providers, tableWidth(process.stdout)));
		});
}

export function describeProviderTable(providers: readonly Provider[], width: number): string {
	const ready = providers.filter((provider) => provider.ready).length;
	return `${describeTable(providers, COLUMNS, width)}\n\n${ready} of ${count(providers.length, 'provider')} ready.`;
}
