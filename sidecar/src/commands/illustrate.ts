import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { readConfig, type Config } from '../config/read-config.ts';
import type { Engine } from '../engine.ts';
import { CommandError } from '../errors/command-error.ts';
import { createLogger } from '../logging/create-logger.ts';
import { openLedger, type Ledger } from '../open-engine.ts';
import { endAbandonedAttempts } from '../storage/revive-attempts.ts';
import { COMMAND_LINE_SITE, useCommandLineSite } from './illustrate/command-line-site.ts';
import { addOptions, toPolicy, type IllustrateOptions } from './illustrate/illustrate-options.ts';
import { makeImages } from './illustrate/make-images.ts';
import { planArticle, type ArticlePlan } from './illustrate/plan-article.ts';
import { describePlan, priceOfPlan } from './illustrate/print-plan.ts';
import { countOutcomes, describeResult, resultToJson, type RunResult } from './illustrate/print-result.ts';
import { readArticle } from './illustrate/read-article.ts';
import { NO_PROGRESS, openProgress } from './illustrate/show-progress.ts';
import { formatPrice, widthOf } from './illustrate/terminal-text.ts';
import { prepareFolder, writeIllustrated } from './illustrate/write-illustrated.ts';

/** What shells expect of a program that was interrupted. */
const INTERRUPTED = 130;

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

Reads OPENAI_API_KEY, OPENAI_BASE_URL, LIMNER_OPENAI_CONCURRENCY, LIMNER_CHAT_MODEL and LIMNER_DATA_DIR.
Ends with 0 where every image was made, 1 where one failed or nothing could be done, 130 where it was interrupted or declined.`;

async function illustrate(file: string, options: IllustrateOptions): Promise<number> {
	const article = await readArticle(file);
	const base = readConfig();
	const config = { ...base, dataFolder: options.data ?? join(base.dataFolder, 'command-line') };
	const interruption = listenForInterruption();
	const open = await usable(config, openLedger(config, createLogger('silent')));
	try {
		const { ledger } = open;
		await useCommandLineSite(ledger.database, config.dataFolder);
		await endAbandonedAttempts(ledger.database, COMMAND_LINE_SITE);
		const wishes = { policy: toPolicy(options), seed: options.seed, buyAgain: options.buyAgain ?? false };
		const articlePlan = await planArticle(ledger, article, wishes, interruption.signal);
		if (!options.json) printPlan(ledger, articlePlan);
		if (options.dryRun) {
			if (options.json) printJson(resultToJson({ articlePlan, outcomes: null }));
			return 0;
		}
		if (articlePlan.images.length === 0) return nothingToMake(articlePlan, options);
		await prepareFolder(options.out, articlePlan, options.force ?? false);
		if (!(await isAgreed(articlePlan, options, interruption.signal))) return INTERRUPTED;
		const { engine, close } = await usable(config, open.openQueue());
		try {
			return await makeAndWrite(engine, articlePlan, options, interruption.signal);
		} finally {
			await close();
		}
	} finally {
		await open.close();
		interruption.stop();
	}
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

/** What the system says of the data folder, in words for people. */
async function usable<Opened>(config: Config, opening: Promise<Opened>): Promise<Opened> {
	try {
		return await opening;
	} catch (error) {
		if (error instanceof Error && 'syscall' in error) {
			throw new CommandError('data_folder_unusable', config.dataFolder, error.message);
		}
		throw error;
	}
}

/** The first Ctrl-C ends the run in order; the second one at once. */
function listenForInterruption(): { signal: AbortSignal; stop(): void } {
	const controller = new AbortController();
	const interrupt = () => {
		if (controller.signal.aborted) process.exit(INTERRUPTED);
		controller.abort();
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	return {
		signal: controller.signal,
		stop: () => {
			process.off('SIGINT', interrupt);
			process.off('SIGTERM', interrupt);
		},
	};
}

function printPlan(ledger: Ledger, articlePlan: ArticlePlan): void {
	const offered = ledger.providers.get(articlePlan.plan.provider);
	if (!offered)
		throw new Error(`The plan names a provider that is not offered: ${articlePlan.plan.provider}.`);
	console.log(describePlan(articlePlan, offered, widthOf(process.stdout)));
}

function printJson(value: unknown): void {
	console.log(JSON.stringify(value, null, '\t'));
}

/** What costs nothing needs nobody's word. Fails with `confirmation_missing` where there is nobody to ask. */
async function isAgreed(
	articlePlan: ArticlePlan,
	options: IllustrateOptions,
	signal: AbortSignal,
): Promise<boolean> {
	const price = priceOfPlan(articlePlan);
	if (signal.aborted) return false;
	if (price === 0 || options.yes) return true;
	const amount = price === null ? 'an amount that is not known before' : `about ${formatPrice(price)}`;
	if (options.json || !process.stdin.isTTY) throw new CommandError('confirmation_missing', amount);
	const questions = createInterface({ input: process.stdin, output: process.stderr });
	const controller = new AbortController();
	questions.once('SIGINT', () => controller.abort());
	try {
		const answer = await questions.question(`\nThis costs ${amount}. Make the images? [y/N] `, {
			signal: AbortSignal.any([signal, controller.signal]),
		});
		const isYes = /^y(es)?$/i.test(answer.trim());
		if (!isYes) console.error('Nothing was made and nothing was spent.');
		return isYes;
	} catch (error) {
		if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
		console.error('\nNothing was made and nothing was spent.');
		return false;
	} finally {
		questions.close();
	}
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
