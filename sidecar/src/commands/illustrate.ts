import type { Command } from 'commander';
import type { Engine } from '../engine.ts';
import type { Ledger } from '../open-engine.ts';
import { addOptions, toPolicy, type IllustrateOptions } from './illustrate/illustrate-options.ts';
import { makeImages } from './illustrate/make-images.ts';
import { planArticle, type ArticlePlan } from './illustrate/plan-article.ts';
import { describePlan, priceOfPlan } from './illustrate/print-plan.ts';
import { countOutcomes, describeResult, resultToJson, type RunResult } from './illustrate/print-result.ts';
import { readArticle } from './illustrate/read-article.ts';
import { NO_PROGRESS, openProgress } from './illustrate/show-progress.ts';
import { widthOf } from './illustrate/terminal-text.ts';
import { prepareFolder, writeIllustrated } from './illustrate/write-illustrated.ts';
import { printJson } from './print-json.ts';
import { agreeToPrice } from './run/agree-to-price.ts';
import { INTERRUPTED, openRun } from './run/open-run.ts';

export function addIllustrateCommand(program: Command): void {
	const command = program
		.command('illustrate')
		.description('make the pictures of a Markdown or HTML article, without WordPress')
		.argument('<article>', 'a .md or .html file; it is never changed');
	addOptions(command)
		.addHelpText('after', HELP)
		.action(async (file: string, options: IllustrateOptions) => {
			process.exitCode = await illustrate(file, options);
		});
}

const HELP = `
Writes the images and ARTICLE.illustrated.md (or .html), a copy of the article with <picture> elements, into --out.
The plan with its price is printed first; what costs money has to be confirmed, or agreed to with --yes.

What was paid is remembered in a data folder of its own, beside that of "limner serve", so both can run at once.
The same command again, after a crash or a failure, does not pay for the same image twice. One run at a time uses a
data folder; give --data to run several.

Reads what switches providers on ("limner providers" names it), LIMNER_CHAT_MODEL and LIMNER_DATA_DIR.
Ends with 0 where every image was made, 1 where one failed or nothing could be done, 130 where it was interrupted or declined.`;

async function illustrate(file: string, options: IllustrateOptions): Promise<number> {
	const article = await readArticle(file);
	return openRun(options.data, async ({ ledger, signal, withEngine }) => {
		const wishes = { policy: toPolicy(options), seed: options.seed, buyAgain: options.buyAgain ?? false };
		const articlePlan = await planArticle(ledger, article, wishes, signal);
		if (!options.json) printPlan(ledger, articlePlan);
		if (options.dryRun) {
			if (options.json) printJson(resultToJson({ articlePlan, outcomes: null }));
			return 0;
		}
		if (articlePlan.images.length === 0) return nothingToMake(articlePlan, options);
		await prepareFolder(options.out, articlePlan, options.force ?? false);
		const { yes, json } = options;
		const price = priceOfPlan(articlePlan);
		if (!(await agreeToPrice({ price, question: 'Make the images?', yes, json }, signal))) return INTERRUPTED;
		return withEngine((engine) => makeAndWrite(engine, articlePlan, options, signal));
	});
}

function nothingToMake(articlePlan: ArticlePlan, options: IllustrateOptions): number {
	const result: RunResult = { articlePlan, outcomes: [], folder: options.out, files: [], cancelled: false };
	if (options.json) printJson(resultToJson(result));
	else
		console.error(
			'Nothing was written: every section that was asked for has a picture, or too little text for one.',
		);
	return 0;
}

function printPlan(ledger: Ledger, articlePlan: ArticlePlan): void {
	const offered = ledger.providers.get(articlePlan.plan.provider);
	if (!offered)
		throw new Error(`The plan names a provider that is not offered: ${articlePlan.plan.provider}.`);
	console.log(describePlan(articlePlan, offered, widthOf(process.stdout)));
}

async function makeAndWrite(
	engine: Engine,
	articlePlan: ArticlePlan,
	options: IllustrateOptions,
	signal: AbortSignal,
): Promise<number> {
	const progress = options.json ? NO_PROGRESS : openProgress(process.stderr);
	const outcomes = await makeImages(engine, articlePlan, progress.show, signal);
	progress.end();
	const { made, failed } = countOutcomes(outcomes);
	const cancelled = signal.aborted && failed > 0;
	const isWorthWriting = !cancelled && made > 0;
	const files = isWorthWriting
		? await writeIllustrated(engine, options.out, articlePlan, outcomes, options.force ?? false)
		: [];
	const result: RunResult = { articlePlan, outcomes, folder: options.out, files, cancelled };
	if (options.json) printJson(resultToJson(result));
	else console.log(`\n${describeResult(result, widthOf(process.stdout))}`);
	if (cancelled) return INTERRUPTED;
	return failed > 0 ? 1 : 0;
}
