import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { fingerprintSchema } from './outline.ts';
import { planSchema, slotKindSchema } from './plan.ts';
import {
	altSchema,
	fractionSchema,
	microdollarsSchema,
	personSchema,
	postIdSchema,
	promptSchema,
	timestampSchema,
	uuidSchema,
} from './primitives.ts';

export const attemptStateSchema = z.enum([
	'accepted',
	'making',
	'rendered',
	'refused',
	'failed',
	'cancelled',
	'in_doubt',
]);

export const attemptSchema = z.strictObject({
	attempt_id: uuidSchema,
	generation_id: uuidSchema,
	state: attemptStateSchema,
	/** What a person sees: Waiting, Drawing, Finishing, done. */
	phase: z.enum(['waiting', 'drawing', 'finishing', 'done']),
	/** Place in the line, 1 is next; null once it is being made. */
	position: z.int().min(1).nullable(),
	/** 0 to 1; an estimate from this model's past times unless the provider reports progress. */
	progress: fractionSchema,
	seconds_left: z.int().nullable(),
	/** The estimate has run out: "slower than usual". */
	slower_than_usual: z.boolean(),
	/** Counts the partial images that have come; 0 is none. Fetch the newest at …/attempts/{id}/preview. */
	preview_number: z.int().min(0),
	prompt: promptSchema,
	person: personSchema,
	price_microdollars: microdollarsSchema.nullable(),
	cost_microdollars: microdollarsSchema.nullable(),
	error: errorInfoSchema.nullable(),
	accepted_at: timestampSchema,
	finished_at: timestampSchema.nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const candidateStateSchema = z.enum(['ready', 'approved', 'uploaded', 'placed', 'rejected']);
export const renditionNameSchema = z.enum(['desktop', 'mobile']);

export const candidateSchema = z.strictObject({
	candidate_id: uuidSchema,
	attempt_id: uuidSchema,
	state: candidateStateSchema,
	provider: z.string().max(60),
	model: z.string().max(200),
	drawn_without_ai: z.boolean(),
	prompt: promptSchema,
	revised_prompt: z.string().max(8000).nullable(),
	alt: altSchema,
	/** The visible label that belongs into the caption; empty where there is none. */
	label: z.string().max(60),
	cost_microdollars: microdollarsSchema.nullable(),
	focal_point: z.strictObject({ x: fractionSchema, y: fractionSchema }),
	renditions: z
		.array(
			z.strictObject({
				name: renditionNameSchema,
				width: z.int().min(1),
				height: z.int().min(1),
				byte_length: z.int().min(1),
				media_type: z.string().max(40),
				/** Set once it is in the media library. */
				attachment_id: z.int().min(1).nullable(),
				url: z.string().max(2000).nullable(),
			}),
		)
		.max(2),
	/** What looks wrong with it; said on its card, and decided by a person. */
	findings: z
		.array(
			z.strictObject({
				code: z.enum(['ratio_wrong', 'blank', 'near_duplicate', 'lettering']),
				/** The size that was wanted, the heading of the image it resembles, or the letters. */
				subject: z.string().max(300),
				/** What a person reads, in their language; only the plugin writes it. */
				sentence: z.string().max(1000).optional(),
			}),
		)
		.max(10)
		.default([]),
	/** Why an approved candidate is not in the library yet, or could not be placed. */
	error: errorInfoSchema.nullable(),
	made_at: timestampSchema,
	approved_by: personSchema.nullable(),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const slotSchema = z.strictObject({
	slot_id: uuidSchema,
	kind: slotKindSchema,
	heading: z.string().max(1000),
	fingerprint: fingerprintSchema.nullable(),
	prompt: promptSchema,
	alt: altSchema,
	/** The newest attempt, of several variations one that still runs; null where none was made. */
	attempt: attemptSchema.nullable(),
	/** Newest first; rejected ones stay until the retention time ends. */
	candidates: z.array(candidateSchema).max(100),
});
export type Slot = z.infer<typeof slotSchema>;

/** Everything about one post's images: the editor polls it while something runs. */
export const postImagesSchema = z.strictObject({
	post_id: postIdSchema,
	/** The newest plan; null before the first one. */
	plan: planSchema.nullable(),
	slots: z.array(slotSchema).max(501),
	/** How many attempts are neither finished nor given up. */
	running: z.int().min(0),
});
export type PostImages = z.infer<typeof postImagesSchema>;

/** The same with what only the plugin knows. Not validated by PHP: the plugin writes it. */
export const editorPostImagesSchema = z.strictObject({
	post_id: postIdSchema,
	plan: planSchema.nullable(),
	slots: z.array(slotSchema).max(501),
	running: z.int().min(0),
	connection: z.strictObject({
		state: z.enum(['not_connected', 'connected', 'unreachable', 'moved_or_copied']),
		/** False: what follows is what the plugin last knew, as of `as_of`. */
		fresh: z.boolean(),
		as_of: timestampSchema,
		error: errorInfoSchema.nullable(),
	}),
	settings: z.strictObject({
		provider: z.string().max(60),
		model: z.string().max(200),
		image_type: z.string().max(40),
		quality: z.string().max(10),
		approval: z.enum(['by_hand', 'automatic']),
		on_publish: z.enum(['off', 'ask', 'automatic']),
		mobile: z.boolean(),
		desktop: z.boolean(),
		max_in_article: z.int(),
		every_section: z.boolean(),
		previews: z.boolean(),
		settings_url: z.string().max(2000),
		/** What people call the providers that the sidecar has. */
		providers: z.array(z.strictObject({ name: z.string().max(60), title: z.string().max(80) })).max(100),
	}),
	can: z.strictObject({ generate: z.boolean(), manage: z.boolean() }),
	/** Publications of this post that wait in the outbox. */
	waiting_publications: z.int().min(0),
});
export type EditorPostImages = z.infer<typeof editorPostImagesSchema>;

export const candidateApprovalSchema = z.strictObject({
	person: personSchema,
	/** `editor`: the open editor inserts it. `server`: the sidecar asks the plugin to place it. */
	place: z.enum(['editor', 'server']),
});
export type CandidateApproval = z.infer<typeof candidateApprovalSchema>;

export const candidateRejectionSchema = z.strictObject({ person: personSchema });

export const candidateChangeSchema = z.strictObject({
	alt: altSchema.optional(),
	focal_point: z.strictObject({ x: fractionSchema, y: fractionSchema }).optional(),
});
export type CandidateChange = z.infer<typeof candidateChangeSchema>;
