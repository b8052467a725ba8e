import { z } from 'zod';
import { languageSchema, postIdSchema } from './primitives.ts';

/** Says which section is meant, whatever was edited elsewhere (see `sections/fingerprint.ts`). */
export const fingerprintSchema = z.strictObject({
	heading_path: z.array(z.string().max(1000)).max(8),
	sketch: z.array(z.int().min(0).max(4294967295)).max(32),
});
export type WireFingerprint = z.infer<typeof fingerprintSchema>;

/** A section as the editor read it from the unsaved post. */
export const outlineSectionSchema = z.strictObject({
	kind: z.enum(['lead', 'section']),
	heading: z.string().max(1000),
	level: z.int().min(0).max(6),
	text: z.string().max(20000),
	word_count: z.int().min(0),
	has_image: z.boolean(),
	fingerprint: fingerprintSchema,
});
export type OutlineSection = z.infer<typeof outlineSectionSchema>;

/** The post as it stands in the open editor. */
export const outlineSchema = z.strictObject({
	title: z.string().max(1000),
	has_featured_image: z.boolean(),
	sections: z.array(outlineSectionSchema).max(500),
});
export type WireOutline = z.infer<typeof outlineSchema>;

export const postContentSchema = z.strictObject({
	id: postIdSchema,
	title: z.string().max(1000),
	language: languageSchema,
	status: z.string().max(40),
	content: z.string().max(4000000),
	/** The synced patterns that the content refers to: read, never written. */
	patterns: z.array(z.strictObject({ id: postIdSchema, content: z.string().max(1000000) })).max(100),
	has_featured_image: z.boolean(),
	/** As an SEO plugin has it; empty where there is none. */
	seo_title: z.string().max(1000).default(''),
	categories: z.array(z.string().max(200)).max(20).default([]),
});
export type PostContent = z.infer<typeof postContentSchema>;
