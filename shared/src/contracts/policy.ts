import { z } from 'zod';
import { microdollarsSchema, pixelsSchema } from './primitives.ts';

export const IMAGE_TYPES = [
	'realistic',
	'artistic',
	'illustration',
	'cartoon',
	'watercolor',
	'line_art',
	'flat',
	'minimalist',
	'3d',
	'vintage',
] as const;
export const imageTypeSchema = z.enum(IMAGE_TYPES);
export const formatSchema = z.enum(['webp', 'jpeg', 'png', 'avif']);
export const qualitySchema = z.enum(['low', 'medium', 'high', 'auto']);
export const approvalSchema = z.enum(['by_hand', 'automatic']);
export const laneSchema = z.enum(['interactive', 'publish', 'backfill']);

const compositionSchema = z.strictObject({ enabled: z.boolean(), width: pixelsSchema, height: pixelsSchema });

/** One of WordPress's registered image sizes; 0 means "not limited on this side", as WordPress itself writes it. */
export const subSizeSchema = z.strictObject({
	name: z.string().min(1).max(100),
	width: z.int().min(0).max(20000),
	height: z.int().min(0).max(20000),
	crop: z.boolean(),
});
export type SubSize = z.infer<typeof subSizeSchema>;

/** The site's settings as they stood when images were asked for; the sidecar keeps a copy with each generation. */
export const policySchema = z.strictObject({
	/** `automatic`: OpenAI where a key is set, else sketch. */
	provider: z.string().max(60),
	/** Empty: the provider's default model. */
	model: z.string().max(200),
	quality: qualitySchema,
	image_type: imageTypeSchema,
	style: z.strictObject({
		palette: z.array(z.string().regex(/^#[0-9a-fA-F]{6}$/)).max(8),
		guidelines: z.string().max(2000),
		avoid: z.string().max(1000),
	}),
	max_in_article: z.int().min(0).max(5),
	every_section: z.boolean(),
	format: formatSchema,
	format_quality: z.int().min(1).max(100),
	desktop: compositionSchema,
	mobile: compositionSchema,
	/** `crop`: cut around the subject, no extra call. `compose`: the model makes it for its own ratio, a second call. */
	mobile_mode: z.enum(['crop', 'compose']),
	/** Streamed partial images as previews, where the model can (OpenAI: 100 output tokens each). */
	previews: z.boolean(),
	approval: approvalSchema,
	/** The visible label on realistic images; empty where the site switched it off. */
	label: z.string().max(60),
	candidate_retention_days: z.int().min(1).max(3650),
	/** Budgets in micro-dollars; null is no limit. */
	limits: z.strictObject({
		site_month: microdollarsSchema.nullable(),
		person_month: microdollarsSchema.nullable(),
		post: microdollarsSchema.nullable(),
		run: microdollarsSchema.nullable(),
	}),
	sub_sizes: z.array(subSizeSchema).max(60),
	/** The largest side that WordPress keeps (big_image_size_threshold); 0 is no limit. */
	largest_side: z.int().min(0).max(20000),
	/** IANA name or "+02:00": the month of the budgets is the month there. */
	timezone: z.string().max(60),
});
export type Policy = z.infer<typeof policySchema>;
