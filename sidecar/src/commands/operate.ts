import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { describeError } from '../errors/error-sentences.ts';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { NO_PROGRESS, openProgress } from './illustrate/show-progress.ts';
import { formatPrice, formatSeconds, indent, widthOf } from './illustrate/terminal-text.ts';
import { drawDrafts } from './operate/draw-drafts.ts';
import { makeOperation, type OperationOutcome } from './operate/make-operation.ts';
import { addOperateOptions, helpOf, type OperateOptions } from './operate/operate-options.ts';
import { OPERATION_COMMANDS, type OperationCommand } from './operate/operation-commands.ts';
import { planOperation, type OperationPlan, type OperationWish } from './operate/plan-operation.ts';
import { readImageFile, readMaskFile } from './operate/read-image-file.ts';
import { printJson } from './print-json.ts';
import { agreeToPrice } from './run/agree-to-price.ts';
import { INTERRUPTED, openRun } from './run/open-run.ts';
import { prepareOutFolder, writeFiles } from './run/write-files.ts';
import { typicalSeconds } from '../models/estimate-price.ts';
import { requireSwitchedOn } from '../planning/require-operation.ts';
import { readConfig } from '../config/read-config.ts';

/** A command for each operation: `limner edit`, `limner upscale` and so on. */
export function addOperationCommands(program: Command): void {
	for (const operation of OPERATION_COMMANDS) addOne(program, operation);
}

function addOne(program: Command, operation: OperationCommand): void {
	const { source, words } = operation;
	const command = program.command(operation.name).description(operation.summary);
	if (source) command.argument('<image>', 'a PNG, JPEG, WebP or AVIF file; it is never changed');
	if (words) command.argument(words.isOptional ? `[${words.name}]` : `<${words.name}>`, words.about);
	addOperateOptions(command, operation)
		.addHelpText('after', helpOf(operation))
		.action(async (...given: unknown[]) => {
			const texts = given.slice(0, command.registeredArguments.length) as (string | undefined)[];
			process.exitCode = await operate(operation, texts, command.opts<OperateOptions>());
		});
}

async function operate(
	command: OperationCommand,
	texts: (string | undefined)[],
	options: OperateOptions,
): Promise<number> {
	// What is switched off is said before anybody's files are looked at.
	requireSwitchedOn(readConfig().operations, command.operation);
	const wish = await readWish(command, texts, options);
	if (options.drafts) return drawDrafts(wish, Number(options.drafts));
	return openRun(options.data, async ({ ledger, signal, withEngine }) => {
		const plan = await planOperation(ledger, wish);
		if (!options.json) console.log(describePlan(plan, widthOf(process.stdout)));
		if (options.dryRun) {
			if (options.json) printJson(toJson(plan, null));
			return 0;
		}
		await prepareOutFolder(options.out, [plan.fileName], options.force ?? false);
		const { yes, json } = options;
		const price = plan.recalled.state === 'new' ? plan.recalled.price : 0;
		if (!(await agreeToPrice({ price, question: 'Make it?', yes, json }, signal))) return INTERRUPTED;
		return withEngine((engine) => makeAndWrite(engine, plan, signal));
	});
}

async function readWish(
	command: OperationCommand,
	texts: (string | undefined)[],
	options: OperateOptions,
): Promise<OperationWish> {
	const [file, words] = command.source ? texts : [undefined, texts[0]];
	const prompt = (words ?? command.words?.usual ?? '').trim();
	if (command.words && !command.words.isOptional && prompt === '')
		throw new LimnerError('prompt_missing', { subject: words ?? '' });
	const { size, format, reference } = options;
	if (command.size === 'named' && !size)
		throw malformed('--size', 'Say how large the whole becomes, such as --size 1600x900.');
	if (command.operation === 'remove_background' && format === 'jpeg')
		throw malformed('--format', 'A JPEG cannot be transparent. Take webp, png or avif.');
	if (command.references?.isNeeded && reference.length === 0)
		throw malformed('--reference', `Name ${command.references.about} with --reference.`);
	const source = file === undefined ? null : await readImageFile(file);
	return {
		...{ command, source, prompt, options },
		mask: options.mask === undefined || source === null ? null : await readMaskFile(options.mask, source),
		references: await Promise.all(reference.map(readImageFile)),
	};
}

function malformed(subject: string, cause: string): LimnerError {
	return new LimnerError('request_malformed', { subject, cause });
}

async function makeAndWrite(engine: Engine, plan: OperationPlan, signal: AbortSignal): Promise<number> {
	const { options } = plan.wish;
	const progress = options.json ? NO_PROGRESS : openProgress(process.stderr);
	const outcome = await makeOperation(engine, plan, progress.show, signal);
	progress.end();
	if (outcome.file) await writeFiles(options.out, [outcome.file], options.force ?? false);
	if (options.json) printJson(toJson(plan, outcome));
	else console.log(describeOutcome(plan, outcome, widthOf(process.stdout)));
	if (outcome.file) return 0;
	return signal.aborted ? INTERRUPTED : 1;
}

function describePlan({ wish, chosen, step, recalled, policy, order }: OperationPlan, width: number): string {
	const { facts } = chosen.found;
	const maker = chosen.offered.drawnWithoutAi
		? chosen.offered.title
		: `${chosen.offered.title}, ${facts.name}`;
	const prices = {
		new: formatPrice(recalled.price),
		kept: 'made already, nothing more to pay',
		in_doubt:
			'may have been charged when an earlier run broke off; add --buy-again to have it made once more',
	};
	const { desktop } = policy;
	const size =
		wish.command.extension !== undefined || (wish.command.size === 'as_made' && !wish.options.size)
			? ''
			: `, ${desktop.width} × ${desktop.height}`;
	const time = recalled.state === 'new' ? `, about ${formatSeconds(typicalSeconds(facts, step))}` : '';
	return indent(`${order.name} by ${maker}${size}: ${prices[recalled.state]}${time}`, 0, width);
}

function describeOutcome(
	{ wish, fileName }: OperationPlan,
	outcome: OperationOutcome,
	width: number,
): string {
	const { file, error, cost } = outcome;
	const spent = cost === 0 ? 'nothing' : cost === null ? 'not known' : formatPrice(cost);
	if (file) {
		const size = file.width === null ? '' : ` (${file.width} × ${file.height})`;
		return `Written: ${relative(process.cwd(), join(wish.options.out, fileName))}${size}. Spent: ${spent}.`;
	}
	if (!error) return 'It was not made.';
	const { title, advice } = describeError(error.code, error);
	return indent(`${title} (${error.code}). ${advice}`, 0, width);
}

function toJson(
	{ wish, order, chosen, policy, recalled, fileName }: OperationPlan,
	outcome: OperationOutcome | null,
) {
	const { facts } = chosen.found;
	return {
		operation: order.name,
		provider: facts.provider,
		model: facts.name,
		prompt: wish.prompt,
		size: { width: policy.desktop.width, height: policy.desktop.height },
		state: outcome ? (outcome.file ? 'made' : 'failed') : recalled.state,
		price_microdollars: recalled.state === 'kept' ? 0 : recalled.price,
		...(outcome
			? {
					cost_microdollars: outcome.cost,
					error: outcome.error && { ...outcome.error, ...describeError(outcome.error.code, outcome.error) },
					width: outcome.file?.width ?? null,
					height: outcome.file?.height ?? null,
				}
			: {}),
		file: join(wish.options.out, fileName),
	};
}
