import { z } from 'zod';

/** Everything that can be asked of a model. Which model does which is in the model table. */
export const OPERATIONS = [
	'generate',
	'generate_with_references',
	'edit',
	'edit_with_mask',
	'outpaint',
	'style_transfer',
	'upscale',
	'remove_background',
	'variations',
	'character_reference',
	'face_swap',
	'translate_text',
	'image_to_3d',
	'image_to_video',
] as const;
export const operationNameSchema = z.enum(OPERATIONS);
export type Operation = z.infer<typeof operationNameSchema>;

/** Off until whoever runs the sidecar switches them on: they touch faces and words, or make what is no picture. */
export const OPERATIONS_OFF_BY_DEFAULT: readonly Operation[] = [
	'face_swap',
	'translate_text',
	'image_to_3d',
	'image_to_video',
];

/** The sha256 of bytes that were put in before, or of a candidate's own image. */
export const inputSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What is to be done with which images; bytes are put in before with POST /v1/inputs. */
export const operationOrderSchema = z.strictObject({
	name: operationNameSchema,
	/** The image that is worked on; null for operations that start from words. */
	source: inputSchema.nullable(),
	/** PNG of the source's size, transparent where it may be changed. */
	mask: inputSchema.nullable(),
	/** The first is the most important. */
	references: z.array(inputSchema).max(16),
});
export type OperationOrder = z.infer<typeof operationOrderSchema>;

export const PLAIN_GENERATION: OperationOrder = {
	name: 'generate',
	source: null,
	mask: null,
	references: [],
};

/** Puts an image in: its bytes, or a candidate of this site whose image is meant. */
export const inputRequestSchema = z.strictObject({
	/** Base64 of PNG, JPEG or WebP; null where a candidate is named. */
	bytes: z
		.string()
		.max(40_000_000)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/)
		.nullable(),
	candidate_id: z.uuid().nullable(),
});
export const inputAnswerSchema = z.strictObject({
	input: inputSchema,
	width: z.int().min(1),
	height: z.int().min(1),
});
