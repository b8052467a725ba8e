import { join } from 'node:path';
import type { Command } from 'commander';
import type { Engine } from '../engine.ts';
import { makeComparison } from './compare/make-comparison.ts';
import { addOptions, toRequest, type CompareOptions } from './compare/compare-options.ts';
import { keepWinner } from './compare/keep-winner.ts';
import {
	describePlannedComparison,
	planCompared,
	priceOfPlanned,
	type ComparedPlan,
} from './compare/plan-compared.ts';
import { describeComparisonPlan, describeComparisonResult } from './compare/print-comparison.ts';
import { fileNamesOf, prepareComparisonFolder, writeComparison } from './compare/write-comparison.ts';
import { NO_PROGRESS, openProgress } from './illustrate/show-progress.ts';
import { printJson } from './print-json.ts';
import { tableWidth } from './print-table.ts';
import { agreeToPrice } from './run/agree-to-price.ts';
import { INTERRUPTED, openRun } from './run/open-run.ts';

export function addCompareCommand(program: Command): void {
	const command = program
		.command('compare')
		.description('have one prompt drawn by several models, side by side with time and price')
		.argument('[prompt]', 'sent to each of them as it stands');
	addOptions(command)
		.addHelpText('after', HELP)
		.action(async (prompt: string | undefined, options: CompareOptions) => {
			process.exitCode = await compare(command, prompt, options);
		});
}

const HELP = `
Writes the images, compare.html (all of them side by side) and comparison.json into --out.
The prices are printed first and have to be confirmed, or agreed to with --yes. A model that fails stops no other.

Afterwards, from the same folder:
  limner compare --keep 2 --name "Harbour at dawn"
keeps prompt and model of number 2 as a prompt example, in prompt-examples.json, which a site can import.

What was paid is remembered: the same command again does not pay for the same image twice.
Ends with 0 where every model drew it, 1 where one did not, 130 where it was interrupted or declined.`;

async function compare(
	command: Command,
	prompt: string | undefined,
	options: CompareOptions,
): Promise<number> {
	if (options.keep !== undefined) {
		if (prompt !== undefined)
			command.error('error: --keep takes no prompt: it reads that of the comparison in --out');
		return keepWinner(options.keep, options);
	}
	if (prompt === undefined) command.error('error: Give the prompt, in quotes.');
	const request = toRequest(prompt, options);
	return openRun(options.data, async ({ ledger, signal, withEngine }) => {
		const plan = await planCompared(ledger, request, options);
		const planned = describePlannedComparison(plan);
		if (!options.json) console.log(describeComparisonPlan(plan, tableWidth(process.stdout)));
		if (options.dryRun && options.json) printJson(planned);
		if (options.dryRun) return 0;
		if (plan.models.every(({ recalled }) => recalled === null)) {
			if (options.json) printJson(planned);
			return 1;
		}
		await prepareComparisonFolder(options.out, plan, options.force ?? false);
		const { yes, json } = options;
		const price = priceOfPlanned(plan);
		if (!(await agreeToPrice({ price, question: 'Compare them?', yes, json }, signal))) return INTERRUPTED;
		return withEngine((engine) => makeAndWrite(engine, plan, options, signal));
	});
}

async function makeAndWrite(
	engine: Engine,
	plan: ComparedPlan,
	options: CompareOptions,
	signal: AbortSignal,
): Promise<number> {
	const progress = options.json ? NO_PROGRESS : openProgress(process.stderr);
	const { comparison, spent } = await makeComparison(engine, plan, progress.show, signal);
	progress.end();
	const made = comparison.models.filter(({ candidate_id: candidate }) => candidate !== null);
	const failed = comparison.models.length - made.length;
	const cancelled = signal.aborted && failed > 0;
	const isWritten = made.length > 0 && !cancelled;
	if (isWritten) await writeComparison(engine, options.out, plan, comparison, options.force ?? false);
	const names = isWritten ? fileNamesOf(plan) : null;
	if (options.json) {
		const files = made.map(({ number }) => ({ number, file: names?.images.get(number) ?? null }));
		const sheet = names ? join(options.out, names.sheet) : null;
		printJson({ ...comparison, spent_microdollars: spent, sheet, files });
	} else {
		const shown = { comparison, spent, cancelled, folder: options.out, names };
		console.log(`\n${describeComparisonResult(shown, tableWidth(process.stdout))}`);
	}
	if (cancelled) return INTERRUPTED;
	return failed > 0 ? 1 : 0;
}
