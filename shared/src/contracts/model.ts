import { z } from 'zod';
import { microdollarsSchema } from './primitives.ts';

export const tierSchema = z.enum(['draft', 'standard', 'premium']);
export type Tier = z.infer<typeof tierSchema>;

const sizeRuleSchema = z.union([
	z.strictObject({
		kind: z.literal('free'),
		multiple: z.int(),
		largest_ratio: z.number(),
		smallest_pixels: z.int(),
		largest_pixels: z.int(),
		largest_side: z.int(),
	}),
	z.strictObject({
		kind: z.literal('fixed'),
		sizes: z.array(
			z.strictObject({
				width: z.int(),
				height: z.int(),
				/** As the provider calls them; null where sizes are asked for in pixels. */
				ratio: z.string().max(20).nullable(),
				resolution: z.string().max(20).nullable(),
			}),
		),
	}),
]);

/** What is known about a model, as people and programs choose by it. */
export const modelSchema = z.strictObject({
	provider: z.string().max(60),
	model: z.string().max(200),
	title: z.string().max(200),
	is_default: z.boolean(),
	/** Its provider is set up on this sidecar. */
	ready: z.boolean(),
	is_local: z.boolean(),
	tier: tierSchema,
	operations: z.array(z.string().max(60)),
	licence: z.string().max(200),
	/** Null where nobody could find out. */
	commercial_use: z.boolean().nullable(),
	inputs: z.enum(['not_kept', 'kept', 'trained_on', 'stays_here', 'unknown']),
	sizes: sizeRuleSchema,
	qualities: z.array(z.string().max(20)),
	prompt_limit: z.int(),
	largest_reference_count: z.int(),
	takes_negative_prompt: z.boolean(),
	takes_seed: z.boolean(),
	/** For one image of about 1024 × 1024 in its middle quality; null where nobody published it. */
	price_microdollars: microdollarsSchema.nullable(),
	typical_seconds: z.int(),
	retirement: z.strictObject({ date: z.string().max(10), successor: z.string().max(200) }).nullable(),
	retired: z.boolean(),
	source: z.string().max(1000),
	checked: z.string().max(10),
});
export type Model = z.infer<typeof modelSchema>;

export const modelListSchema = z.strictObject({ models: z.array(modelSchema) });

/** GET /v1/models; what is left out does not filter. */
export const modelQuerySchema = z.strictObject({
	provider: z.string().max(60).optional(),
	operation: z.string().max(60).optional(),
	tier: tierSchema.optional(),
	/** `yes`: only models whose images a business may publish. */
	commercial_use: z.enum(['yes', 'no']).optional(),
	/** Micro-dollars; models without a known price are left out. */
	price_ceiling: z.coerce.number().int().min(0).optional(),
	/** A part of its name. */
	licence: z.string().max(100).optional(),
	retired: z.enum(['no', 'yes', 'only']).default('no'),
	/** `yes`: only models whose provider is set up here. */
	ready: z.enum(['yes', 'no']).optional(),
});
export type ModelQuery = z.infer<typeof modelQuerySchema>;
