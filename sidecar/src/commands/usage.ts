import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE_GROUPS } from '@limner/shared/contracts/usage';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../config/read-config.ts';
import { CommandError } from '../errors/command-error.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { readRange, type DayRange } from '../usage/describe-usage.ts';
import { eachOfLedger } from '../usage/list-ledger.ts';
import { addUp, sumSpending } from '../usage/sum-spending.ts';
import { csvDollars, csvLine, LEDGER_CSV_HEAD, ledgerCsvLine } from '../usage/write-csv.ts';
import { tableWidth } from './print-table.ts';
import { describeSpending } from './usage/print-spending.ts';

const GROUPS = [...USAGE_GROUPS, 'site'] as const;

interface UsageOptions {
	by: (typeof GROUPS)[number] | 'call';
	from?: string;
	to?: string;
	csv?: true;
	json?: true;
	data?: string;
}

/** Reads beside a running sidecar; changes nothing. */
export function addUsageCommand(program: Command): void {
	program
		.command('usage')
		.description('say what was spent, on what and by whom')
		.addOption(
			new Option('--by <what>', 'one line for each; "call" lists every paid call')
				.choices([...GROUPS, 'call'])
				.default('model'),
		)
		.option('--from <day>', 'first day, such as 2026-11-01 (default: the first of this month)', readDay)
		.option('--to <day>', 'last day, included', readDay)
		.addOption(new Option('--csv', 'print CSV for a spreadsheet').conflicts('json'))
		.option('--json', 'print one JSON document; money in micro-dollars')
		.option('--data <folder>', 'the data folder to look at (default: that of the sidecar)')
		.addHelpText(
			'after',
			'\nDays are those of this machine’s time zone. Costs of all sites that use this sidecar.',
		)
		.action(printUsage);
}

async function printUsage(options: UsageOptions): Promise<void> {
	const folder = options.data ?? readConfig().dataFolder;
	if (!existsSync(join(folder, 'ledger.sqlite'))) throw new CommandError('ledger_missing', folder);
	const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
	const range = readRange(options, null, timeZone, 1);
	const database = await openDatabase(folder);
	try {
		if (options.by === 'call') await printCalls(database, range, options);
		else await printGroups(database, range, options.by, options);
	} finally {
		await database.destroy();
	}
}

async function printGroups(
	database: Database,
	range: DayRange,
	by: (typeof GROUPS)[number],
	options: UsageOptions,
): Promise<void> {
	const rows = await sumSpending(database, range, by);
	const total = addUp(rows);
	if (options.json) {
		const { from, to, timezone } = range;
		console.log(JSON.stringify({ from, to, timezone, by, ...total, rows }, null, '\t'));
	} else if (options.csv) {
		const names = ['calls', 'images', 'estimate_usd', 'actual_usd', 'running_usd', 'in_doubt_usd'];
		process.stdout.write(csvLine([by, 'id', ...names]));
		for (const row of rows) {
			const { calls, images, estimated_microdollars, cost_microdollars } = row;
			const open = [row.reserved_microdollars, row.in_doubt_microdollars].map(csvDollars);
			const money = [csvDollars(estimated_microdollars), csvDollars(cost_microdollars), ...open];
			process.stdout.write(csvLine([row.label, row.key, calls, images, ...money]));
		}
	} else {
		console.log(describeSpending(rows, total, { ...range, by }, tableWidth(process.stdout)));
	}
}

/** Every call, page by page: as CSV where nothing else is asked for. */
async function printCalls(database: Database, range: DayRange, options: UsageOptions): Promise<void> {
	process.stdout.write(options.json ? '[' : LEDGER_CSV_HEAD);
	let isFirst = true;
	for await (const rows of eachOfLedger(database, range)) {
		for (const row of rows) {
			const line = options.json ? `${isFirst ? '' : ','}\n\t${JSON.stringify(row)}` : ledgerCsvLine(row);
			process.stdout.write(line);
			isFirst = false;
		}
	}
	if (options.json) process.stdout.write('\n]\n');
}

function readDay(text: string): string {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('Give a day such as 2026-11-01.');
	return text;
}
