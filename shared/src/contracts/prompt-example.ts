import { z } from 'zod';
import { diffusionSettingsSchema } from './diffusion-settings.ts';
import { formatSchema, imageTypeSchema } from './policy.ts';
import { PROMPT_LIMIT, timestampSchema, uuidSchema } from './primitives.ts';

/** A prompt that worked, kept to be used again; what it does not name is as the site has it. */
const fields = {
	/** Unique within a site, whatever its case. */
	name: z.string().trim().min(1).max(200),
	prompt: z.string().trim().min(1).max(PROMPT_LIMIT),
	negative: z.string().max(1000),
	/** In words, as the guidelines of a style. */
	style: z.string().max(2000),
	image_type: imageTypeSchema.nullable(),
	format: formatSchema.nullable(),
	provider: z.string().max(60),
	model: z.string().max(200),
	settings: diffusionSettingsSchema,
};

export const promptExampleFieldsSchema = z.strictObject({
	name: fields.name,
	prompt: fields.prompt,
	negative: fields.negative.default(''),
	style: fields.style.default(''),
	image_type: fields.image_type.default(null),
	format: fields.format.default(null),
	provider: fields.provider.default(''),
	model: fields.model.default(''),
	settings: fields.settings.default({}),
});
export type PromptExampleFields = z.infer<typeof promptExampleFieldsSchema>;

export const promptExampleChangeSchema = z.strictObject(fields).partial();
export type PromptExampleChange = z.infer<typeof promptExampleChangeSchema>;

export const promptExampleSchema = z.strictObject({
	example_id: uuidSchema,
	...fields,
	made_at: timestampSchema,
	changed_at: timestampSchema,
});
export type PromptExample = z.infer<typeof promptExampleSchema>;

export const MAX_PROMPT_EXAMPLES = 1000;
export const promptExamplesSchema = z.strictObject({
	examples: z.array(promptExampleSchema).max(MAX_PROMPT_EXAMPLES),
});

export const PROMPT_LIBRARY_VERSION = 1;

/** A library as a file: what export writes and import reads. */
export const promptLibrarySchema = z.strictObject({
	kind: z.literal('limner-prompt-examples'),
	version: z.literal(PROMPT_LIBRARY_VERSION, {
		error: `only libraries of version ${PROMPT_LIBRARY_VERSION} can be read here`,
	}),
	examples: z.array(promptExampleFieldsSchema).max(MAX_PROMPT_EXAMPLES),
});
export type PromptLibrary = z.infer<typeof promptLibrarySchema>;

/** Duplicates are named and left out; what is there stays as it is. */
export const promptImportSchema = z.strictObject({
	added: z.array(z.string().max(200)).max(MAX_PROMPT_EXAMPLES),
	duplicates: z.array(z.string().max(200)).max(MAX_PROMPT_EXAMPLES),
});
export type PromptImport = z.infer<typeof promptImportSchema>;
