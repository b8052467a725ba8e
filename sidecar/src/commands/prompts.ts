import { writeFile } from 'node:fs/promises';
import { IMAGE_TYPES, formatSchema } from '@limner/shared/contracts/policy';
import type { PromptExampleFields } from '@limner/shared/contracts/prompt-example';
import { type Command, Option } from 'commander';
import {
	addPromptExample,
	changePromptExample,
	exportPromptExamples,
	findPromptExample,
	importPromptExamples,
	listPromptExamples,
	removePromptExample,
} from '../storage/prompt-examples.ts';
import { CommandError } from '../errors/command-error.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { printJson } from './print-json.ts';
import { tableWidth } from './print-table.ts';
import { describeExample, describeExamples, describeImport } from './prompts/describe-examples.ts';
import { openLibrary, type LibraryPlace } from './prompts/open-library.ts';
import { readFields, readLibraryFile, type SaveOptions } from './prompts/read-fields.ts';

type Options = LibraryPlace & { json?: true };

/** Prompts that are kept to be used again: those of the command line, or with `--site` those of a site. */
export function addPromptsCommand(program: Command): void {
	const prompts = program.command('prompts').description('prompts that are kept to be used again');
	const command = (name: string, description: string) =>
		prompts
			.command(name)
			.description(description)
			.option('--site <address>', 'the library of a site that uses this machine’s sidecar')
			.option('--data <folder>', 'the data folder (default: that of the command line, or of the sidecar)')
			.option('--json', 'print one JSON document in place of text');
	command('list', 'all of them').action(list);
	command('show', 'all of one').argument('<name>', 'its name').action(show);
	addSave(command('save', 'keep one'));
	command('delete', 'forget one').argument('<name>', 'its name').action(remove);
	command('export', 'write all of them into a file that a site can read')
		.argument('<file>', 'such as prompts.json')
		.option('--force', 'replace the file where it is there')
		.action(exportTo);
	command('import', 'read such a file; names that are there already are left out and named')
		.argument('<file>', 'such as prompts.json')
		.action(importFrom);
}

function addSave(command: Command): void {
	command
		.argument('<name>', 'a name that is not taken')
		.option('--prompt <text>', 'what to show')
		.option('--negative <text>', 'what not to show, for models that take such a list')
		.option('--style <text>', 'in words')
		.addOption(new Option('--image-type <type>', 'what kind of picture').choices(IMAGE_TYPES))
		.addOption(new Option('--format <format>', 'of the file').choices(formatSchema.options))
		.option('--provider <name>', 'who made it')
		.option('--model <name>', 'and with what')
		.option('--parameters <file>', 'read prompt and settings from what AUTOMATIC1111 writes beside an image')
		.option('--force', 'change the one that has this name')
		.action(save);
}

async function list({ json, ...place }: Options): Promise<void> {
	const examples = await openLibrary(place, listPromptExamples);
	if (json) printJson({ examples });
	else console.log(describeExamples(examples, tableWidth(process.stdout)));
}

async function show(name: string, { json, ...place }: Options): Promise<void> {
	const example = await openLibrary(place, (database, siteId) => findPromptExample(database, siteId, name));
	if (json) printJson(example);
	else console.log(describeExample(example, tableWidth(process.stdout)));
}

async function save(name: string, options: Options & SaveOptions & { force?: true }): Promise<void> {
	const fields = await readFields(name, options);
	const example = await openLibrary(options, async (database, siteId) => {
		try {
			return await addPromptExample(database, siteId, fields);
		} catch (error) {
			const isTaken = error instanceof LimnerError && error.code === 'name_taken';
			if (!isTaken || !options.force) throw error;
			return changePromptExample(database, siteId, fields.name, given(fields));
		}
	});
	if (options.json) printJson(example);
	else console.log(`Kept “${example.name}”.`);
}

/** With `--force` too, a setting that was not named stays as it was. */
function given(fields: PromptExampleFields): Partial<PromptExampleFields> {
	const isGiven = (value: unknown) =>
		value !== '' && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => isGiven(value)));
}

async function remove(name: string, { json, ...place }: Options): Promise<void> {
	const example = await openLibrary(place, (database, siteId) => removePromptExample(database, siteId, name));
	if (json) printJson(example);
	else console.log(`Forgot “${example.name}”.`);
}

async function exportTo(file: string, { json, force, ...place }: Options & { force?: true }): Promise<void> {
	const library = await openLibrary(place, exportPromptExamples);
	try {
		await writeFile(file, `${JSON.stringify(library, null, '\t')}\n`, { flag: force ? 'w' : 'wx' });
	} catch (error) {
		const cause = error instanceof Error ? error.message : String(error);
		const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
		throw new CommandError(isThere ? 'would_overwrite' : 'folder_not_writable', file, cause);
	}
	if (json) printJson({ file, examples: library.examples.length });
	else console.log(`Wrote ${library.examples.length} into ${file}.`);
}

async function importFrom(file: string, { json, ...place }: Options): Promise<void> {
	const library = await readLibraryFile(file);
	const result = await openLibrary(place, (database, siteId) =>
		importPromptExamples(database, siteId, library),
	);
	if (json) printJson(result);
	else console.log(describeImport(result));
}
