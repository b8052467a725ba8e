import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { tierSchema } from './model.ts';
import { policySchema, qualitySchema } from './policy.ts';
import { attemptStateSchema } from './post-images.ts';
import {
	languageSchema,
	microdollarsSchema,
	personSchema,
	pixelsSchema,
	postIdSchema,
	promptSchema,
	uuidSchema,
} from './primitives.ts';
import { promptExampleSchema } from './prompt-example.ts';
import { templateIdSchema } from './template.ts';

/** More pictures than this nobody compares; each is a variation of one slot, of which there are ten. */
export const MOST_COMPARED = 10;

/**
 * POST /v1/comparisons: one prompt, drawn by several models. They are named in `models`, or found by `tier`: of each of
 * `providers` (empty: of all that are set up) the best of that tier. The prompt is sent as it stands.
 */
export const comparisonRequestSchema = z.strictObject({
	/** Made by the client: the same id twice is one comparison. It is its generation's id as well. */
	id: uuidSchema,
	person: personSchema,
	/** Its provider, model, fallbacks and sizes are not looked at; its limits and its format hold. */
	policy: policySchema,
	prompt: promptSchema.trim().min(1),
	language: languageSchema.default(''),
	/** An empty model is the provider's usual one. */
	models: z
		.array(z.strictObject({ provider: z.string().min(1).max(60), model: z.string().max(200).default('') }))
		.max(MOST_COMPARED)
		.default([]),
	tier: tierSchema.nullable().default(null),
	providers: z.array(z.string().min(1).max(60)).max(60).default([]),
	/** One of both, or neither: the policy's desktop size. */
	size: z.strictObject({ width: pixelsSchema, height: pixelsSchema }).nullable().default(null),
	template: templateIdSchema.nullable().default(null),
	/** Answers what it would cost, and keeps nothing. */
	dry_run: z.boolean().default(false),
});
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

export const comparedModelSchema = z.strictObject({
	/** From 1; what people call it by. */
	number: z.int().min(1).max(MOST_COMPARED),
	provider: z.string().max(60),
	model: z.string().max(200),
	title: z.string().max(200),
	/** `planned` in a dry run; `refused` also where it cannot be asked at all, and `error` says why. */
	state: z.enum(['planned', ...attemptStateSchema.options]),
	/** What is asked of the model; null where it cannot be asked. */
	size: z.strictObject({ width: pixelsSchema, height: pixelsSchema }).nullable(),
	quality: qualitySchema,
	/** Before; null where nobody published it. */
	price_microdollars: microdollarsSchema.nullable(),
	/** After; null where the provider did not say. */
	cost_microdollars: microdollarsSchema.nullable(),
	/** Of the provider, from the request to the last byte; before that the estimate. Null where there is neither. */
	seconds: z.number().min(0).nullable(),
	attempt_id: uuidSchema.nullable(),
	/** Its image is its rendition `desktop`. */
	candidate_id: uuidSchema.nullable(),
	image: z
		.strictObject({
			width: z.int().min(1),
			height: z.int().min(1),
			byte_length: z.int().min(1),
			media_type: z.string().max(40),
		})
		.nullable(),
	error: errorInfoSchema.nullable(),
});
export type ComparedModel = z.infer<typeof comparedModelSchema>;

export const comparisonSchema = z.strictObject({
	id: uuidSchema,
	/** In the ledger and in usage it stands as a post of its own. */
	post_id: postIdSchema,
	prompt: promptSchema,
	state: z.enum(['planned', 'running', 'finished', 'cancelled']),
	/** Of all whose price is known. */
	price_microdollars: microdollarsSchema,
	/** How many have no known price. */
	prices_unknown: z.int().min(0),
	cost_microdollars: microdollarsSchema,
	models: z.array(comparedModelSchema).max(MOST_COMPARED),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** POST /v1/comparisons/{comparison_id}/winner */
export const comparisonWinnerRequestSchema = z.strictObject({
	number: z.int().min(1).max(MOST_COMPARED),
	/** Keeps prompt and model as a prompt example of this name; null keeps nothing. */
	name: z.string().trim().min(1).max(200).nullable().default(null),
});

export const comparisonWinnerSchema = z.strictObject({
	/** Null where no name was given. */
	example: promptExampleSchema.nullable(),
	/** What to choose in a site's settings, so that its images are made like this one. */
	settings: z.strictObject({
		provider: z.string().max(60),
		model: z.string().max(200),
		quality: qualitySchema,
	}),
});
export type ComparisonWinner = z.infer<typeof comparisonWinnerSchema>;
