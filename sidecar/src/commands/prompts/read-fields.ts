import { readFile } from 'node:fs/promises';
import {
	promptExampleFieldsSchema,
	promptLibrarySchema,
	type PromptExampleFields,
	type PromptLibrary,
} from '@limner/shared/contracts/prompt-example';
import { readGenerationParameters } from '@limner/shared/prompts/read-generation-parameters';
import type { z } from 'zod';
import { CommandError } from '../../errors/command-error.ts';
import { LimnerError } from '../../errors/limner-error.ts';

export interface SaveOptions {
	prompt?: string;
	negative?: string;
	style?: string;
	imageType?: string;
	format?: string;
	provider?: string;
	model?: string;
	parameters?: string;
}

/** What is to be kept: what a parameter text says, and over it what the options say. */
export async function readFields(name: string, options: SaveOptions): Promise<PromptExampleFields> {
	const { prompt, negative, style, imageType, format, provider, model } = options;
	const read =
		options.parameters === undefined ? null : readGenerationParameters(await readText(options.parameters));
	const fields = {
		name,
		prompt: prompt ?? read?.prompt ?? '',
		negative: negative ?? read?.negative_prompt ?? '',
		style,
		image_type: imageType,
		format,
		provider,
		model: model ?? read?.model,
		settings: read?.settings,
	};
	if (fields.prompt.trim() === '') throw new LimnerError('prompt_missing', { subject: name });
	return parse(promptExampleFieldsSchema, fields, name);
}

export async function readLibraryFile(file: string): Promise<PromptLibrary> {
	const text = await readText(file);
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (error) {
		throw new LimnerError('request_malformed', { subject: file, cause: 'It is not JSON.', origin: error });
	}
	return parse(promptLibrarySchema, content, file);
}

async function readText(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		const cause = error instanceof Error ? error.message : String(error);
		throw new CommandError(isMissing ? 'article_missing' : 'article_unreadable', file, cause);
	}
}

/** Fails with `request_malformed`, naming the first field that does not fit. */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, subject: string): z.output<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const field = issue?.path.join('.') ?? '';
	throw new LimnerError('request_malformed', {
		subject,
		cause: `${field}${field === '' ? '' : ': '}${issue?.message ?? 'not as agreed'}`,
		origin: parsed.error,
	});
}
