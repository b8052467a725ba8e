import { modelQuerySchema, type Model } from '@limner/shared/contracts/model';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { describeModels } from '../planning/describe-models.ts';
import { openCatalogue } from './catalogue-sources.ts';
import { count, formatPrice, formatSeconds } from './illustrate/terminal-text.ts';
import { printJson } from './print-json.ts';
import { describeTable, tableWidth, type Column } from './print-table.ts';

interface ModelsOptions {
	provider?: string;
	operation?: string;
	tier?: string;
	commercial?: true;
	maxPrice?: number;
	licence?: string;
	retired?: true;
	ready?: true;
	json?: true;
}

const COLUMNS: Column<Model>[] = [
	{ title: 'Provider', cell: ({ provider }) => provider },
	// Nearly every name is shorter; one with the hash of its version in it would push all else out.
	{ title: 'Model', cell: ({ model }) => model, least: 44, leastAtLast: 20 },
	{ title: 'Title', cell: ({ title }) => title, least: 20, leaveOut: 5 },
	{ title: 'Tier', cell: ({ tier }) => tier },
	{ title: 'Price', cell: ({ price_microdollars: price }) => priceCell(price), align: 'right' },
	{
		title: 'Time',
		cell: ({ typical_seconds: seconds }) => formatSeconds(seconds),
		align: 'right',
		leaveOut: 3,
	},
	{ title: 'Business', cell: ({ commercial_use: use }) => COMMERCIAL[String(use)] ?? '', leaveOut: 2 },
	{ title: 'Licence', cell: ({ licence }) => licence, least: 10, leaveOut: 4 },
	{ title: 'Note', cell: noteCell, least: 16, leaveOut: 1 },
];

const COMMERCIAL: Record<string, string> = { true: 'yes', false: 'no', null: 'not stated' };

function priceCell(microdollars: number | null): string {
	return microdollars === null ? 'unknown' : formatPrice(microdollars);
}

function noteCell({ ready, is_default: isDefault, retired, retirement }: Model): string {
	if (retired) return `gone ${retirement?.date ?? ''}`;
	return [retirement ? `until ${retirement.date}` : '', ready ? 'ready' : '', isDefault ? 'usual' : '']
		.filter(Boolean)
		.join(', ');
}

export function addModelsCommand(program: Command): void {
	program
		.command('models')
		.description('list the models that images can be made with')
		.option('--provider <name>', 'of one provider')
		.option('--operation <name>', 'that can do this, such as edit or upscale')
		.addOption(new Option('--tier <name>', 'of one tier').choices(['draft', 'standard', 'premium']))
		.option('--commercial', 'whose images a business may publish')
		.option('--max-price <dollars>', 'for one image of about 1024 × 1024, such as 0.02', readDollars)
		.option('--licence <text>', 'with this in the name of its licence')
		.option('--retired', 'with those that are no longer offered')
		.option('--ready', 'whose provider is set up here')
		.option('--json', 'print one JSON document in place of a table')
		.action((options: ModelsOptions) => listModels(options));
}

function listModels(options: ModelsOptions): void {
	const query = modelQuerySchema.parse({
		provider: options.provider,
		operation: options.operation,
		tier: options.tier,
		commercial_use: options.commercial ? 'yes' : undefined,
		price_ceiling: options.maxPrice,
		licence: options.licence,
		retired: options.retired ? 'yes' : 'no',
		ready: options.ready ? 'yes' : undefined,
	});
	const models = describeModels(openCatalogue().providers, query, new Date());
	if (options.json) printJson({ models });
	else console.log(describeModelTable(models, tableWidth(process.stdout)));
}

export function describeModelTable(models: readonly Model[], width: number): string {
	if (models.length === 0) return 'No model fits all of that.';
	const sum = `${count(models.length, 'model')}. Prices are for one image of about 1024 × 1024.`;
	return `${describeTable(models, COLUMNS, width)}\n\n${sum}`;
}

/** Micro-dollars. */
function readDollars(text: string): number {
	const dollars = Number(text.replace(/^\$/, ''));
	if (text.trim() === '' || !Number.isFinite(dollars) || dollars < 0) {
		throw new InvalidArgumentError('Give US dollars, such as 0.02.');
	}
	return Math.round(dollars * 1_000_000);
}
