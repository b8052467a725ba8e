import { join } from 'node:path';
import { DRAFTS_ON_A_SHEET, writeRedrawPrompt } from '@limner/shared/prompts/write-sheet-prompt';
import { describeError } from '../../errors/error-sentences.ts';
import type { NoSheet } from '../../images/split-sheet.ts';
import { typicalSeconds } from '../../models/estimate-price.ts';
import { count, formatPrice, formatSeconds, indent, plain } from '../illustrate/terminal-text.ts';
import type { MadeSheet } from './make-drafts.ts';
import { priceOfDrafts, type DraftsPlan, type PlannedSheet } from './plan-drafts.ts';

const NO_SHEETS: Record<NoSheet, string> = {
	one_picture: 'The model drew one picture that goes on across the middle.',
	blank_panel: 'One of its four fields is empty.',
};

export function describeDraftsPlan(plan: DraftsPlan, width: number): string {
	const { sheets } = plan;
	const { chosen, step } = firstOf(plan).plan;
	const { facts } = chosen.found;
	const isNew = sheets.some(({ plan: { recalled } }) => recalled.state === 'new');
	const states = sheets.map(({ plan: { recalled } }) => recalled.state);
	const notes = [
		isNew ? formatPrice(priceOfDrafts(plan)) : 'nothing more to pay',
		...(isNew ? [`about ${formatSeconds(typicalSeconds(facts, step))}`] : []),
		...(states.includes('kept') ? [`${count(occurrences(states, 'kept'), 'sheet')} made already`] : []),
		...(states.includes('in_doubt')
			? [
					`${count(occurrences(states, 'in_doubt'), 'sheet')} may have been charged when an earlier run broke off; add --buy-again to have it made once more`,
				]
			: []),
	];
	const drafts = sheets.length * DRAFTS_ON_A_SHEET;
	const size = `${step.width} × ${step.height}`;
	const maker = `${chosen.offered.title}, ${facts.name}`;
	return indent(
		`${drafts} drafts on ${count(sheets.length, 'sheet')} of ${size} by ${maker}: ${notes.join(', ')}`,
		0,
		width,
	);
}

/** `pathOf` a file as it is named on a command line. */
export function describeDrafts(
	plan: DraftsPlan,
	made: MadeSheet[],
	pathOf: (name: string) => string,
	width: number,
): string {
	const lines = made.flatMap((sheet) => describeSheet(sheet, pathOf).map((line) => indent(line, 0, width)));
	const costs = made.map(({ cost }) => cost);
	const spent = costs.includes(null)
		? 'not known'
		: formatPrice(costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0)).replace(/^free$/, 'nothing');
	lines.push(`Spent: ${spent}.`);
	const draft = firstDraft(made);
	if (draft !== null) {
		lines.push('', `To have one redrawn at full size, here the first:`);
		// In one piece, so that it can be copied.
		lines.push(`  ${['limner', ...redraw(plan, pathOf(draft))].map(quoteForShell).join(' ')}`);
	}
	return lines.join('\n');
}

function describeSheet(
	{ sheet, files, noSheet, error }: MadeSheet,
	pathOf: (name: string) => string,
): string[] {
	const [first] = files;
	if (noSheet !== null && first) {
		const { title, advice } = describeNoSheet(pathOf(first.name), noSheet);
		return [`${title} (sheet_not_drawn). ${advice}`];
	}
	if (first) {
		const names = files.map(({ name }) => pathOf(name)).join(', ');
		return [`Written: ${names} (${first.width} × ${first.height} each).`];
	}
	const missing = `${sheet.fileNames[0] ?? ''} to ${sheet.fileNames.at(-1) ?? ''}`;
	if (!error) return [`${missing}: not made.`];
	const { title, advice } = describeError(error.code, error);
	return [`${missing}: ${title} (${error.code}). ${advice}`];
}

function describeNoSheet(subject: string, reason: NoSheet) {
	const facts = { subject, cause: NO_SHEETS[reason], amount: null, charged: 'yes' as const };
	return describeError('sheet_not_drawn', facts);
}

/** The same model draws it, with what was given to it before. */
function redraw({ wish, sheets }: DraftsPlan, draft: string): string[] {
	const [first] = sheets;
	if (!first) return [];
	const { chosen, policy } = first.plan;
	const { provider, name } = chosen.found.facts;
	const { width, height } = policy.desktop;
	return [
		...['draw', writeRedrawPrompt(plain(wish.prompt)), '--reference', draft, ...wish.options.reference],
		...['--provider', provider, '--model', name, '--size', `${width}x${height}`],
		...['--quality', wish.options.quality],
	];
}

function quoteForShell(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export function draftsToJson(plan: DraftsPlan, made: MadeSheet[] | null) {
	const { wish, sheets } = plan;
	const { chosen, order, step } = firstOf(plan).plan;
	const { provider, name: model } = chosen.found.facts;
	const draft = made && firstDraft(made);
	return {
		operation: order.name,
		provider,
		model,
		prompt: wish.prompt,
		sheet: { width: step.width, height: step.height },
		price_microdollars: priceOfDrafts(plan),
		sheets: sheets.map((sheet, index) => sheetToJson(sheet, made?.[index] ?? null, wish.options.out)),
		/** What comes after `limner` to redraw the first draft; another file may be named. */
		redraw: draft ? redraw(plan, join(wish.options.out, draft)) : null,
	};
}

function sheetToJson({ plan: { recalled } }: PlannedSheet, made: MadeSheet | null, folder: string) {
	const price = recalled.state === 'kept' ? 0 : recalled.price;
	if (!made) return { state: recalled.state, price_microdollars: price };
	const { files, noSheet, error, cost } = made;
	const [first] = files;
	const failure =
		noSheet !== null
			? { code: 'sheet_not_drawn' as const, ...describeNoSheet(first?.name ?? '', noSheet) }
			: error && { ...error, ...describeError(error.code, error) };
	return {
		state: failure || !first ? 'failed' : 'made',
		price_microdollars: price,
		cost_microdollars: cost,
		error: failure,
		files: files.map(({ name, width, height }) => ({ file: join(folder, name), width, height })),
	};
}

function firstDraft(made: MadeSheet[]): string | null {
	return made.find(({ noSheet, files }) => noSheet === null && files.length > 0)?.files[0]?.name ?? null;
}

function firstOf({ sheets: [first] }: DraftsPlan): PlannedSheet {
	if (!first) throw new Error('Drafts take one sheet at least.');
	return first;
}

function occurrences<Word>(words: readonly Word[], word: Word): number {
	return words.filter((one) => one === word).length;
}
