import { aspectRatioSchema } from '@limner/shared/contracts/template';
import { estimateRequestSchema, type Estimate, type Estimates } from '@limner/shared/contracts/estimate';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { estimateImages } from '../planning/estimate-images.ts';
import { openCatalogue } from './catalogue-sources.ts';
import { count, formatPrice, formatSeconds, indent } from './illustrate/terminal-text.ts';
import { printJson } from './print-json.ts';
import { describeTable, tableWidth, type Column } from './print-table.ts';
import { readSize } from './read-size.ts';

interface EstimateOptions {
	provider?: string;
	model?: string;
	tier?: string;
	template?: string;
	size?: { width: number; height: number };
	ratio?: string;
	quality: string;
	count: number;
	json?: true;
}

type Notice = Estimate['notices'][number];

const NOTICES: Record<Notice['code'], (subject: string) => string> = {
	provider_not_ready: (subject) => `${subject} is not set, so nothing can be made with it yet.`,
	provider_unchecked: (subject) =>
		`The adapter for ${subject} was checked against no document of the provider.`,
	model_retires_soon: (subject) =>
		`It is offered until ${subject.split(', ')[0] ?? 'soon'} only; then take ${subject.split(', ')[1] ?? 'another'}.`,
	size_adjusted: (subject) => `It makes ${subject}, another ratio: a strip is cut off.`,
	enlarged: (subject) => `Its image has to be enlarged ${subject} times.`,
	quality_adjusted: (subject) => `It knows no quality “${subject}”; it chooses by itself.`,
	price_unknown: () => 'Nobody published its price.',
};

const COLUMNS: Column<Estimate>[] = [
	{ title: 'Provider', cell: ({ provider }) => provider },
	{ title: 'Model', cell: ({ model }) => model, leastAtLast: 20 },
	{ title: 'Makes', cell: ({ size }) => `${size.width} × ${size.height}`, leaveOut: 3 },
	{ title: 'Quality', cell: ({ quality }) => quality, leaveOut: 4 },
	{ title: 'Each', cell: ({ price_microdollars: price }) => priceCell(price), align: 'right', leaveOut: 1 },
	{ title: 'Together', cell: ({ total_microdollars: price }) => priceCell(price), align: 'right' },
	{ title: 'Time', cell: ({ seconds_all: seconds }) => formatSeconds(seconds), align: 'right', leaveOut: 2 },
];

function priceCell(microdollars: number | null): string {
	return microdollars === null ? 'unknown' : formatPrice(microdollars);
}

export function addEstimateCommand(program: Command): void {
	program
		.command('estimate')
		.description('say what images would cost and take; spends nothing')
		.option('--provider <name>', 'of this provider')
		.option('--model <name>', "with this model; without it, the provider's usual one")
		.addOption(
			new Option('--tier <name>', 'compare the models of a tier (standard, where nothing is named)').choices([
				'draft',
				'standard',
				'premium',
			]),
		)
		.option('--template <id>', 'for a template, such as blog-header')
		.addOption(new Option('--size <WxH>', 'in these pixels').argParser(readSize))
		.addOption(
			new Option('--ratio <name>', 'in this ratio, 1600 pixels along').choices([
				...aspectRatioSchema.options,
			]),
		)
		.addOption(
			new Option('--quality <name>', 'of the drawing')
				.choices(['low', 'medium', 'high', 'auto'])
				.default('medium'),
		)
		.option('--count <number>', 'so many of them', wholeNumber, 1)
		.option('--json', 'print one JSON document in place of a table')
		.action((options: EstimateOptions) => estimate(options));
}

async function estimate(options: EstimateOptions): Promise<void> {
	const { provider, model, tier, template, size, ratio, quality } = options;
	const request = estimateRequestSchema.parse({
		...{ provider, model, tier, template, size, ratio, quality },
		count: options.count,
	});
	const estimates = await estimateImages(openCatalogue(), request, new Date());
	if (options.json) printJson(estimates);
	else console.log(describeEstimates(estimates, tableWidth(process.stdout)));
}

export function describeEstimates({ wanted, count: images, estimates }: Estimates, width: number): string {
	const head = `${count(images, 'image')} of ${wanted.width} × ${wanted.height}${wanted.template === null ? '' : ` for ${wanted.template}`}`;
	if (estimates.length === 0) return `${head}: no model of this tier makes such a size.`;
	const table = describeTable(estimates, COLUMNS, width);
	const notices = estimates.flatMap((one) =>
		one.notices.map(({ code, subject }) => indent(`${one.model}: ${NOTICES[code](subject)}`, 0, width)),
	);
	return [head, '', table, ...(notices.length > 0 ? ['', ...notices] : [])].join('\n');
}

function wholeNumber(text: string): number {
	if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
	return Number(text);
}
