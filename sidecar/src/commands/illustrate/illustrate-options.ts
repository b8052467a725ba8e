import { resolve } from 'node:path';
import { IMAGE_TYPES, POLICY_DEFAULTS, type Policy } from '@limner/shared/contracts/policy';
import { MAX_SLOTS } from '@limner/shared/plans/choose-slots';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readSize } from '../read-size.ts';

interface Size {
	width: number;
	height: number;
}

/** As commander hands them over, with every default. */
export interface IllustrateOptions {
	out: string;
	provider: string;
	model: string;
	images: number;
	everySection?: true;
	mobile?: true;
	size: Size;
	mobileSize: Size;
	format: Policy['format'];
	quality: Policy['quality'];
	imageType: Policy['image_type'];
	/** False: switched off. */
	label: string | false;
	seed: number;
	dryRun?: true;
	yes?: true;
	force?: true;
	buyAgain?: true;
	json?: true;
	data?: string;
}

export function addOptions(command: Command): Command {
	return command
		.requiredOption(
			'--out <folder>',
			'where images and the illustrated copy go; made where it is missing',
			resolvePath,
		)
		.option(
			'--provider <name>',
			'one that "limner providers" calls ready, or automatic: the best standard model of these',
			'automatic',
		)
		.option('--model <name>', "a model of the provider; without it, the provider's usual one", '')
		.addOption(
			new Option('--images <number>', 'in-article images, beside the featured one')
				.default(3)
				.argParser(countOfImages),
		)
		.addOption(new Option('--every-section', 'an image for every section that has none').conflicts('images'))
		.option('--mobile', 'a second file for each image, cut for narrow screens')
		.addOption(
			new Option('--size <WxH>', 'pixels')
				.argParser(readSize)
				.default({ width: 1600, height: 900 }, '1600x900'),
		)
		.addOption(
			new Option('--mobile-size <WxH>', 'pixels, with --mobile')
				.argParser(readSize)
				.default({ width: 960, height: 1200 }, '960x1200'),
		)
		.addOption(
			new Option('--format <name>', 'of the files').choices(['webp', 'jpeg', 'png', 'avif']).default('webp'),
		)
		.addOption(
			new Option('--quality <name>', 'of the drawing')
				.choices(['low', 'medium', 'high', 'auto'])
				.default('medium'),
		)
		.addOption(
			new Option('--image-type <name>', 'what kind of picture')
				.choices([...IMAGE_TYPES])
				.default('realistic'),
		)
		.option('--label <text>', 'what a realistic AI image says of itself', readLabel, 'AI-generated')
		.option('--no-label', 'no such label')
		.addOption(
			new Option('--seed <number>', 'another number makes other images').default(0).argParser(wholeNumber),
		)
		.option('--dry-run', 'print the plan with its price and stop')
		.option('--yes', 'agree to the price without being asked')
		.option('--force', 'replace files of an earlier run in --out')
		.option('--buy-again', 'make images again that may have been charged when a run broke off')
		.option('--json', 'print one JSON document in place of text')
		.option(
			'--data <folder>',
			"where what was paid is remembered (default: command-line in Limner's data folder)",
			resolvePath,
		);
}

/** What the engine is told, as a site's settings would say it. */
export function toPolicy(options: IllustrateOptions): Policy {
	return {
		provider: options.provider,
		model: options.model,
		quality: options.quality,
		image_type: options.imageType,
		style: { palette: [], guidelines: '', avoid: '' },
		max_in_article: options.images,
		every_section: options.everySection ?? false,
		format: options.format,
		format_quality: 80,
		desktop: { enabled: true, ...options.size },
		mobile: { enabled: options.mobile ?? false, ...options.mobileSize },
		mobile_mode: 'crop',
		previews: false,
		approval: 'by_hand',
		label: options.label || '',
		candidate_retention_days: 30,
		limits: { site_month: null, person_month: null, post: null, run: null },
		...POLICY_DEFAULTS,
		sub_sizes: [],
		largest_side: 0,
		timezone: 'UTC',
	};
}

/** Commander hands the earlier value over as well, which `resolve` would take for another part of the path. */
function resolvePath(path: string): string {
	return resolve(path);
}

function wholeNumber(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 999999999.');
	return Number(text);
}

function countOfImages(text: string): number {
	if (!/^\d{1,2}$/.test(text) || Number(text) > MAX_SLOTS) {
		throw new InvalidArgumentError(`Give a whole number from 0 to ${MAX_SLOTS}.`);
	}
	return Number(text);
}

function readLabel(text: string): string {
	if (text.length > 60) throw new InvalidArgumentError('Give at most 60 characters.');
	return text;
}
