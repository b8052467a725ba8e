import { z } from 'zod';
import { tierSchema } from './model.ts';
import { qualitySchema } from './policy.ts';
import { microdollarsSchema, pixelsSchema, promptSchema } from './primitives.ts';
import { aspectRatioSchema, templateIdSchema } from './template.ts';

/**
 * POST /v1/estimates: a provider with or without a model, or a tier; and one of template, size and ratio (with a longer
 * side of 1600 pixels). Nothing is spent.
 */
export const estimateRequestSchema = z.strictObject({
	provider: z.string().max(60).nullable().default(null),
	/** Null: the provider's usual one. */
	model: z.string().max(200).nullable().default(null),
	tier: tierSchema.nullable().default(null),
	template: templateIdSchema.nullable().default(null),
	size: z.strictObject({ width: pixelsSchema, height: pixelsSchema }).nullable().default(null),
	ratio: aspectRatioSchema.nullable().default(null),
	quality: qualitySchema.default('medium'),
	count: z.int().min(1).max(10_000).default(1),
	prompt: promptSchema.default(''),
});
export type EstimateRequest = z.infer<typeof estimateRequestSchema>;

export const estimateSchema = z.strictObject({
	provider: z.string().max(60),
	model: z.string().max(200),
	title: z.string().max(200),
	tier: tierSchema,
	/** What will be asked of the model. */
	size: z.strictObject({ width: pixelsSchema, height: pixelsSchema }),
	quality: qualitySchema,
	/** Null where nobody published it. */
	price_microdollars: microdollarsSchema.nullable(),
	total_microdollars: microdollarsSchema.nullable(),
	seconds_each: z.int().min(1),
	/** For all of them, with as many calls at once as the provider has places. */
	seconds_all: z.int().min(1),
	notices: z.array(
		z.strictObject({
			code: z.enum([
				'provider_not_ready',
				'provider_unchecked',
				'model_retires_soon',
				'size_adjusted',
				'enlarged',
				'quality_adjusted',
				'price_unknown',
			]),
			subject: z.string().max(300),
		}),
	),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const estimatesSchema = z.strictObject({
	wanted: z.strictObject({
		width: pixelsSchema,
		height: pixelsSchema,
		template: templateIdSchema.nullable(),
	}),
	count: z.int().min(1),
	/** The cheapest first; where a model was named, that one alone. */
	estimates: z.array(estimateSchema),
});
export type Estimates = z.infer<typeof estimatesSchema>;
