import { resolve } from 'node:path';
import { OPERATIONS_OFF_BY_DEFAULT } from '@limner/shared/contracts/operation';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { readSize } from '../read-size.ts';
import type { OperationCommand } from './operation-commands.ts';

/** As commander hands them over, with every default. */
export interface OperateOptions {
	reference: string[];
	mask?: string;
	drafts?: '4' | '8';
	size?: { width: number; height: number };
	provider: string;
	model: string;
	tier: 'draft' | 'standard' | 'premium';
	quality: 'low' | 'medium' | 'high' | 'auto';
	format: 'webp' | 'jpeg' | 'png' | 'avif';
	out: string;
	seed: number;
	dryRun?: true;
	yes?: true;
	force?: true;
	buyAgain?: true;
	json?: true;
	data?: string;
}

/** Each operation is offered what it takes, and nothing else. */
export function addOperateOptions(command: Command, operation: OperationCommand): Command {
	const references = new Option('--reference <files...>', operation.references?.about ?? '').default(
		[],
		'none',
	);
	if (operation.references) command.addOption(references);
	else command.setOptionValue('reference', []);
	if (operation.withMask) {
		command.option('--mask <file>', 'a PNG as large as the image, transparent where it may be changed');
	}
	if (operation.inDrafts) {
		const about = 'small ones to choose from, four for the price of one image';
		command.addOption(new Option('--drafts <number>', about).choices(['4', '8']));
	}
	if (operation.extension === undefined) addPictureOptions(command, operation);
	return addCommonOptions(command);
}

/** What decides how a file looks; a model or a video is written as it came. */
function addPictureOptions(command: Command, { size }: OperationCommand): void {
	command
		.addOption(new Option('--size <WxH>', `pixels (${SIZES[size]})`).argParser(readSize))
		.addOption(
			new Option('--format <name>', 'of the file').choices(['webp', 'jpeg', 'png', 'avif']).default('webp'),
		);
}

const SIZES: Record<OperationCommand['size'], string> = {
	source: 'as the image, where nothing is named',
	usual: '1600x900, where nothing is named',
	as_made: 'as the model makes it, where nothing is named',
	named: 'has to be named',
};

function addCommonOptions(command: Command): Command {
	return command
		.option('--provider <name>', 'or automatic: the best that is set up and does this', 'automatic')
		.option('--model <name>', 'a model of the provider', '')
		.addOption(
			new Option('--tier <name>', 'where no model is named')
				.choices(['draft', 'standard', 'premium'])
				.default('standard'),
		)
		.addOption(
			new Option('--quality <name>', 'of the drawing')
				.choices(['low', 'medium', 'high', 'auto'])
				.default('medium'),
		)
		.addOption(
			new Option('--out <folder>', 'where the file goes; made where it is missing')
				.argParser((path: string) => resolve(path))
				.default(resolve('.'), 'the one you are in'),
		)
		.addOption(
			new Option('--seed <number>', 'another number makes another image').default(0).argParser(wholeNumber),
		)
		.option('--dry-run', 'print what it would cost and stop')
		.option('--yes', 'agree to the price without being asked')
		.option('--force', 'replace a file of an earlier run')
		.option('--buy-again', 'make it again where it may have been charged when a run broke off')
		.option('--json', 'print one JSON document in place of text')
		.option(
			'--data <folder>',
			"where what was paid is remembered (default: command-line in Limner's data folder)",
			(path: string) => resolve(path),
		);
}

export function helpOf({ operation }: OperationCommand): string {
	const isOff = OPERATIONS_OFF_BY_DEFAULT.includes(operation);
	const off = isOff ? `\nSwitched off unless LIMNER_OPERATIONS names ${operation}.` : '';
	return `${off}
The price is printed first and has to be confirmed, or agreed to with --yes. The same command on the same image again
does not pay twice for what was made; what is stopped with Ctrl-C may have been charged.
Which models do it: limner models --operation ${operation}`;
}

function wholeNumber(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 999999999.');
	return Number(text);
}
