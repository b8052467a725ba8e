import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import {
	comparisonRequestSchema,
	MOST_COMPARED,
	type ComparisonRequest,
} from '@limner/shared/contracts/comparison';
import { PROMPT_LIMIT } from '@limner/shared/contracts/primitives';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LimnerError } from '../../errors/limner-error.ts';
import { plainPolicy } from '../run/plain-policy.ts';
import { readSize } from '../read-size.ts';

/** As commander hands them over, with every default. */
export interface CompareOptions {
	models: ComparisonRequest['models'];
	tier?: 'draft' | 'standard' | 'premium';
	providers: string[];
	size?: { width: number; height: number };
	template?: string;
	quality: 'low' | 'medium' | 'high' | 'auto';
	format: 'webp' | 'jpeg' | 'png' | 'avif';
	out: string;
	seed: number;
	keep?: number;
	name?: string;
	dryRun?: true;
	yes?: true;
	force?: true;
	buyAgain?: true;
	json?: true;
	data?: string;
}

export function addOptions(command: Command): Command {
	return command
		.addOption(
			new Option(
				'--models <names>',
				'provider/model, with commas between; a provider alone is its usual model',
			)
				.argParser(readModels)
				.default([], 'those of --tier'),
		)
		.addOption(
			new Option(
				'--tier <name>',
				'of each provider its model of this tier (standard, where nothing is named)',
			).choices(['draft', 'standard', 'premium']),
		)
		.addOption(
			new Option('--providers <names>', 'with commas between: of these only')
				.argParser(readNames)
				.default([], 'all that are set up'),
		)
		.addOption(new Option('--size <WxH>', 'pixels (1600x900, where nothing is named)').argParser(readSize))
		.option('--template <id>', 'in the size of a template, such as blog-header')
		.addOption(
			new Option('--quality <name>', 'of the drawing')
				.choices(['low', 'medium', 'high', 'auto'])
				.default('medium'),
		)
		.addOption(
			new Option('--format <name>', 'of the files').choices(['webp', 'jpeg', 'png', 'avif']).default('webp'),
		)
		.addOption(
			new Option('--out <folder>', 'where files go; made where it is missing')
				.argParser((path: string) => resolve(path))
				.default(resolve('comparison'), '"comparison"'),
		)
		.addOption(
			new Option('--seed <number>', 'another number makes other images').default(0).argParser(wholeNumber),
		)
		.addOption(
			new Option('--keep <number>', 'keep this one of the comparison in --out').argParser(numberOfImage),
		)
		.option('--name <text>', 'with --keep: the name of its prompt example')
		.option('--dry-run', 'print what it would cost and stop')
		.option('--yes', 'agree to the price without being asked')
		.option('--force', 'replace files of an earlier run in --out')
		.option('--buy-again', 'make images again that may have been charged when a run broke off')
		.option('--json', 'print one JSON document in place of text')
		.option(
			'--data <folder>',
			"where what was paid is remembered (default: command-line in Limner's data folder)",
			(path: string) => resolve(path),
		);
}

const USUAL_SIZE = { width: 1600, height: 900 };

/** Fails with `prompt_missing` or `prompt_too_long`. */
export function toRequest(prompt: string, options: CompareOptions): ComparisonRequest {
	if (prompt.trim() === '') throw new LimnerError('prompt_missing', { subject: prompt });
	if (prompt.length > PROMPT_LIMIT)
		throw new LimnerError('prompt_too_long', { subject: `${prompt.slice(0, 40)}…`, amount: PROMPT_LIMIT });
	const { quality, format, models, tier, providers, size, template } = options;
	return comparisonRequestSchema.parse({
		id: randomUUID(),
		person: { id: 0, name: '' },
		policy: plainPolicy({ quality, format, desktop: { enabled: true, ...USUAL_SIZE } }),
		prompt,
		models,
		tier,
		providers,
		size,
		template,
	});
}

/** A model's own name may have slashes in it; its provider's has none. */
function readModels(text: string): ComparisonRequest['models'] {
	const models = readNames(text).map((name) => {
		const slash = name.indexOf('/');
		return slash === -1
			? { provider: name, model: '' }
			: { provider: name.slice(0, slash), model: name.slice(slash + 1) };
	});
	if (models.some(({ provider }) => provider === '') || models.length > MOST_COMPARED)
		throw new InvalidArgumentError(`Give up to ${MOST_COMPARED} models, such as openai/gpt-image-2,fal.`);
	return models;
}

function readNames(text: string): string[] {
	return text
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
}

function wholeNumber(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 999999999.');
	return Number(text);
}

function numberOfImage(text: string): number {
	if (!/^\d{1,2}$/.test(text) || Number(text) < 1 || Number(text) > MOST_COMPARED)
		throw new InvalidArgumentError(`Give the number of an image, from 1 to ${MOST_COMPARED}.`);
	return Number(text);
}
