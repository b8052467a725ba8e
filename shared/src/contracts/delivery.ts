import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { postContentSchema } from './outline.ts';
import { renditionNameSchema } from './post-images.ts';
import {
	altSchema,
	fractionSchema,
	personIdSchema,
	personSchema,
	postIdSchema,
	promptSchema,
	sha256Schema,
	timestampSchema,
	uuidSchema,
} from './primitives.ts';

/** The full size, 60 sub-sizes and 6 for social media. */
const MOST_FILES = 67;

/**
 * The head of an upload's body (`PUT media/{attempt}/{rendition}`): four bytes with the head's length (unsigned, big
 * endian), the head as JSON in UTF-8, then the bytes of the included files one after the other, in the head's order.
 * Files that would not fit into one request come in further requests of the same head with other files included;
 * the attachment exists once every file is there and its length and sha256 were read back from the disk.
 */
export const uploadHeadSchema = z.strictObject({
	attempt_id: uuidSchema,
	candidate_id: uuidSchema,
	slot_id: uuidSchema,
	post_id: postIdSchema,
	rendition: renditionNameSchema,
	approved_by: personIdSchema,
	/** Words of the file's name before WordPress makes it unique, without extension. */
	file_stem: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/),
	title: z.string().max(300),
	alt: altSchema,
	caption: z.string().max(300),
	focal_point: z.strictObject({ x: fractionSchema, y: fractionSchema }),
	files: z
		.array(
			z.strictObject({
				/** `full`, the name of a registered sub-size, or `limner-` and the id of a template for social media. */
				size: z.string().min(1).max(100),
				width: z.int().min(1).max(20000),
				height: z.int().min(1).max(20000),
				media_type: z.enum(['image/webp', 'image/jpeg', 'image/png', 'image/avif']),
				byte_length: z.int().min(1),
				sha256: sha256Schema,
				included: z.boolean(),
			}),
		)
		.min(1)
		.max(MOST_FILES),
	/** The legal record, kept privately with the attachment. */
	record: z.strictObject({
		provider: z.string().max(60),
		model: z.string().max(200),
		digital_source_type: z.string().max(60),
		prompt: promptSchema,
		revised_prompt: z.string().max(8000).nullable(),
		requested_by: personSchema,
		approved_by: personSchema,
		made_at: timestampSchema,
		label: z.string().max(60),
		original_sha256: sha256Schema,
	}),
});
export type UploadHead = z.infer<typeof uploadHeadSchema>;

export const uploadResultSchema = z.strictObject({
	attachment_id: z.int().min(1).nullable(),
	url: z.string().max(2000).nullable(),
	/** Sizes that have not come yet; empty once the attachment exists. */
	missing: z.array(z.string().max(100)).max(MOST_FILES),
});
export type UploadResult = z.infer<typeof uploadResultSchema>;

/** GET posts/{id}/content on the plugin, for the sidecar to find the place in. */
export const currentPostSchema = z.strictObject({
	post: postContentSchema,
	content_sha256: sha256Schema,
	/** The person in whose editor the post is open (edit lock fresher than 150 s); null when nobody has. */
	locked_by: z.string().max(250).nullable(),
});
export type CurrentPost = z.infer<typeof currentPostSchema>;

/** POST posts/{id}/place on the plugin. */
export const placementRequestSchema = z.strictObject({
	attempt_id: uuidSchema,
	kind: z.enum(['featured', 'block', 'classic']),
	/** Of the content that `byte_offset` counts in; the plugin answers 409 content_changed when it is another by now. */
	content_sha256: sha256Schema,
	/** UTF-8 bytes; null for the featured image. */
	byte_offset: z.int().min(0).nullable(),
});
export type PlacementRequest = z.infer<typeof placementRequestSchema>;

export const placementResultSchema = z.strictObject({
	placed: z.boolean(),
	/** It stood there already; nothing was written. */
	already: z.boolean(),
	revision_id: z.int().min(1).nullable(),
});
export type PlacementResult = z.infer<typeof placementResultSchema>;

/** Where the sidecar cannot reach the site: GET /v1/deliveries lists what the plugin should fetch and place. */
export const deliveriesSchema = z.strictObject({
	uploads: z
		.array(z.strictObject({ attempt_id: uuidSchema, rendition: renditionNameSchema, post_id: postIdSchema }))
		.max(100),
	placements: z.array(z.strictObject({ attempt_id: uuidSchema, post_id: postIdSchema })).max(100),
});
export type Deliveries = z.infer<typeof deliveriesSchema>;

/** POST /v1/deliveries/{attempt}/{rendition}: what became of it at the plugin. */
export const deliveryReportSchema = z.strictObject({
	result: uploadResultSchema.nullable(),
	error: errorInfoSchema.nullable(),
});
export type DeliveryReport = z.infer<typeof deliveryReportSchema>;

/** POST /v1/placements/locate: the plugin shows the post, the sidecar finds the place. */
export const locateRequestSchema = z.strictObject({ attempt_id: uuidSchema, current: currentPostSchema });
export type LocateRequest = z.infer<typeof locateRequestSchema>;

/** POST /v1/placements/{attempt}: what became of it at the plugin. */
export const placementReportSchema = z.strictObject({
	result: placementResultSchema.nullable(),
	error: errorInfoSchema.nullable(),
});
export type PlacementReport = z.infer<typeof placementReportSchema>;
