import { join, relative } from 'node:path';
import type { ComparedModel, Comparison } from '@limner/shared/contracts/comparison';
import { describeError } from '../../errors/error-sentences.ts';
import { count, formatBytes, formatPrice, formatSeconds, indent } from '../illustrate/terminal-text.ts';
import { describeTable, type Column } from '../print-table.ts';
import { formatTime, priceOf } from './contact-sheet.ts';
import {
	describePlannedComparison,
	priceOfPlanned,
	type ComparedImage,
	type ComparedPlan,
} from './plan-compared.ts';
import type { ComparisonFiles } from './write-comparison.ts';

interface PlannedRow extends ComparedImage {
	shown: ComparedModel;
}

const PLAN_COLUMNS: Column<PlannedRow>[] = [
	{ title: '#', cell: ({ shown }) => String(shown.number), align: 'right' },
	{ title: 'Provider', cell: ({ shown }) => shown.provider },
	{ title: 'Model', cell: ({ shown }) => shown.model, leastAtLast: 20 },
	{ title: 'Makes', cell: ({ shown }) => sizeCell(shown.size), leaveOut: 2 },
	{
		title: 'Time',
		cell: ({ shown }) => (shown.seconds === null ? '' : `about ${formatSeconds(shown.seconds)}`),
		align: 'right',
		leaveOut: 1,
	},
	{ title: 'Price', cell: plannedPriceCell, align: 'right' },
];

function plannedPriceCell({ recalled }: PlannedRow): string {
	if (recalled === null) return 'cannot be asked';
	if (recalled.state === 'kept') return 'made already';
	if (recalled.state === 'in_doubt') return 'may have been charged';
	return recalled.price === null ? 'unknown' : formatPrice(recalled.price);
}

function sizeCell(size: { width: number; height: number } | null): string {
	return size === null ? '' : `${size.width} × ${size.height}`;
}

/** What it would cost, and who cannot be asked, before anything is spent. */
export function describeComparisonPlan(plan: ComparedPlan, width: number): string {
	const shown = describePlannedComparison(plan).models;
	const rows = plan.models.flatMap((image, index) => {
		const model = shown[index];
		return model ? [{ ...image, shown: model }] : [];
	});
	const { desktop } = plan.policy;
	return [
		`${count(rows.length, 'model')}, one prompt, ${desktop.width} × ${desktop.height}`,
		'',
		describeTable(rows, PLAN_COLUMNS, width),
		'',
		...describeErrors(shown, width),
		...describeRetirements(plan, width),
		describeSum(plan),
	].join('\n');
}

/** Nobody should choose a winner that is gone next month. */
function describeRetirements({ models }: ComparedPlan, width: number): string[] {
	return models.flatMap(({ planned: { number, title, asking } }) => {
		const retirement = asking?.chosen.found.retiresSoon;
		if (!retirement) return [];
		const { date, successor } = retirement;
		return [
			indent(`${number}. ${title} is offered until ${date} only; then take ${successor}.`, 0, width),
			'',
		];
	});
}

function describeSum(plan: ComparedPlan): string {
	const fresh = plan.models.filter(({ recalled }) => recalled?.state === 'new');
	if (fresh.length === 0) return 'Nothing new has to be made.';
	const unknown = fresh.filter(({ recalled }) => recalled?.price === null).length;
	const more = unknown > 0 && unknown < fresh.length ? `, and ${unknown} whose price nobody published` : '';
	return `Total: ${formatPrice(priceOfPlanned(plan))} for ${count(fresh.length, 'new image')}${more}.`;
}

export interface ShownComparison {
	comparison: Comparison;
	/** Micro-dollars, of this run. */
	spent: number;
	cancelled: boolean;
	folder: string;
	/** Null where nothing was written. */
	names: ComparisonFiles | null;
}

/** What each model made of it, with time and price; and why one did not. */
export function describeComparisonResult(shown: ShownComparison, width: number): string {
	const { comparison, spent, cancelled, folder, names } = shown;
	const made = comparison.models.filter(({ image }) => image !== null).length;
	const failed = comparison.models.length - made;
	const costs = spent === 0 ? 'nothing' : formatPrice(spent);
	return [
		describeTable(comparison.models, resultColumns(names), width),
		'',
		...describeErrors(comparison.models, width),
		`${made} made, ${failed} ${cancelled ? 'stopped or failed' : 'failed'}. Spent: ${costs}.`,
		names === null
			? 'Nothing was written. What was made is kept: the same command goes on from there.'
			: `Side by side: ${relative(process.cwd(), join(folder, names.sheet))}`,
	].join('\n');
}

function resultColumns(names: ComparisonFiles | null): Column<ComparedModel>[] {
	return [
		{ title: '#', cell: ({ number }) => String(number), align: 'right' },
		{ title: 'Provider', cell: ({ provider }) => provider },
		{ title: 'Model', cell: ({ model }) => model, leastAtLast: 20 },
		{
			title: 'Time',
			cell: ({ seconds, image }) => (image === null || seconds === null ? '' : formatTime(seconds)),
			align: 'right',
		},
		{
			title: 'Price',
			cell: (model) => (model.image === null ? 'failed' : formatPrice(priceOf(model))),
			align: 'right',
		},
		{
			title: 'Bytes',
			cell: ({ image }) => (image === null ? '' : formatBytes(image.byte_length)),
			align: 'right',
			leaveOut: 2,
		},
		{
			title: 'File',
			cell: ({ number, image }) => (image === null ? '' : (names?.images.get(number) ?? '')),
			leaveOut: 1,
		},
	];
}

function describeErrors(models: readonly ComparedModel[], width: number): string[] {
	return models.flatMap(({ number, title, error }) => {
		if (error === null) return [];
		const sentence = describeError(error.code, error);
		return [
			indent(`${number}. ${title}: ${sentence.title} (${error.code}). ${sentence.advice}`, 0, width),
			'',
		];
	});
}
