import { z } from 'zod';
import { formatSchema } from './policy.ts';
import { fractionSchema, pixelsSchema, sha256Schema } from './primitives.ts';

export const PLATFORMS = [
	'instagram',
	'facebook',
	'x',
	'linkedin',
	'youtube',
	'pinterest',
	'tiktok',
	'blog',
	'email',
	'website',
] as const;
export const platformSchema = z.enum(PLATFORMS);
export type Platform = z.infer<typeof platformSchema>;

/** What an image does where it stands. */
export const TEMPLATE_CATEGORIES = [
	'feed',
	'story',
	'cover',
	'card',
	'thumbnail',
	'header',
	'article',
	'portrait',
	'product',
] as const;
export const templateCategorySchema = z.enum(TEMPLATE_CATEGORIES);
export type TemplateCategory = z.infer<typeof templateCategorySchema>;

/** `auto` names no ratio: that of the template's own pixels, or of the image. */
export const ASPECT_RATIO_NAMES = [
	'1:1',
	'5:4',
	'4:5',
	'4:3',
	'3:4',
	'3:2',
	'2:3',
	'16:9',
	'9:16',
	'1.91:1',
	'2:1',
	'21:9',
	'3:1',
	'4:1',
	'auto',
] as const;
export const aspectRatioSchema = z.enum(ASPECT_RATIO_NAMES);
export type AspectRatioName = z.infer<typeof aspectRatioSchema>;

export const templateIdSchema = z
	.string()
	.max(60)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const templateSchema = z.strictObject({
	id: templateIdSchema,
	platform: platformSchema,
	category: templateCategorySchema,
	/** For people. */
	title: z.string().min(1).max(80),
	width: pixelsSchema,
	height: pixelsSchema,
	ratio: aspectRatioSchema,
	/** How much of each side may be covered or cut off there, as fractions of the height or the width. */
	safe_area: z.strictObject({
		top: fractionSchema,
		right: fractionSchema,
		bottom: fractionSchema,
		left: fractionSchema,
	}),
	limits: z.strictObject({
		/** No file is larger. 1 MB counts as 1,000,000. */
		bytes: z.int().min(1000),
		/** What is taken there; the first is made where nobody asks for another. */
		formats: z.array(formatSchema).min(1).max(4),
	}),
	/** What helps an image in this place; goes into a prompt as it is. */
	style_hints: z.array(z.string().min(1).max(200)).min(1).max(4),
	recommended: z.strictObject({
		tier: z.enum(['draft', 'standard', 'premium']),
		/** In this order. */
		models: z
			.array(z.strictObject({ provider: z.string().min(1).max(60), model: z.string().min(1).max(200) }))
			.max(4),
	}),
	/** Words by which it is found and recommended, beside its title. */
	words: z.array(z.string().min(1).max(40)).max(16),
	/** Who says the size: the platform itself, guides to it that agree, or we. */
	evidence: z.enum(['platform', 'guides', 'own']),
	source: z.string().min(1).max(300),
	/** Day, such as 2026-11-21. */
	checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type Template = z.infer<typeof templateSchema>;

export const templateListSchema = z.strictObject({ templates: z.array(templateSchema).max(500) });

/** GET /v1/templates */
export const templateQuerySchema = z.strictObject({
	platform: platformSchema.optional(),
	category: templateCategorySchema.optional(),
});
export type TemplateQuery = z.infer<typeof templateQuerySchema>;

/** GET /v1/templates/search */
export const templateSearchQuerySchema = z.strictObject({ q: z.string().trim().min(1).max(200) });

/** POST /v1/templates/recommend */
export const templateWishSchema = z.strictObject({
	/** What the image is for, in one's own words. */
	use: z.string().max(500).default(''),
	platforms: z.array(platformSchema).max(PLATFORMS.length).default([]),
	/** Of an image that is there already: templates that keep more of it come first. */
	image: z
		.strictObject({ width: z.int().min(1), height: z.int().min(1) })
		.nullable()
		.default(null),
	count: z.int().min(1).max(20).default(5),
});
export type TemplateWish = z.infer<typeof templateWishSchema>;

export const templateRecommendationsSchema = z.strictObject({
	recommendations: z
		.array(
			z.strictObject({
				template: templateSchema,
				/** The words of the wish that it answers. */
				matched: z.array(z.string().max(40)).max(100),
				/** How much of the image's area stays; null where no image was named. */
				kept: fractionSchema.nullable(),
			}),
		)
		.max(20),
});
export type TemplateRecommendations = z.infer<typeof templateRecommendationsSchema>;

/** GET /v1/templates/platform-specs/{platform} */
export const platformSpecsSchema = z.strictObject({
	platform: platformSchema,
	title: z.string().max(80),
	ratios: z.array(aspectRatioSchema),
	/** Taken by every template of the platform. */
	formats: z.array(formatSchema),
	/** The smallest of the templates' limits. */
	bytes: z.int().min(1000),
	templates: z.array(templateSchema).max(500),
});
export type PlatformSpecs = z.infer<typeof platformSpecsSchema>;

/** POST /v1/candidates/{id}/templates */
export const templateRenderingRequestSchema = z.strictObject({
	templates: z.array(templateIdSchema).min(1).max(12),
	/** Null: the first format of each template. */
	format: formatSchema.nullable().default(null),
});
export type TemplateRenderingRequest = z.infer<typeof templateRenderingRequestSchema>;

export const templateFileSchema = z.strictObject({
	template: templateIdSchema,
	width: z.int().min(1),
	height: z.int().min(1),
	media_type: z.enum(['image/webp', 'image/jpeg', 'image/png', 'image/avif']),
	byte_length: z.int().min(1),
	sha256: sha256Schema,
	/** Of the encoder, lowered until the file fits; null for PNG, which has none. */
	quality: z.int().min(1).max(100).nullable(),
	/** How many times its sides were enlarged; 1 or less: the image had pixels enough. */
	enlarged: z.number().min(0),
	/** The fraction of the image's area that the template shows. */
	kept: fractionSchema,
	base64: z.string(),
});
export const templateRenderingSchema = z.strictObject({ files: z.array(templateFileSchema).max(12) });
export type TemplateRendering = z.infer<typeof templateRenderingSchema>;
