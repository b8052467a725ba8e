import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { fingerprintSchema, outlineSchema } from './outline.ts';
import { policySchema } from './policy.ts';
import {
	altSchema,
	languageSchema,
	microdollarsSchema,
	personSchema,
	pixelsSchema,
	postIdSchema,
	promptSchema,
	timestampSchema,
	uuidSchema,
} from './primitives.ts';
import { wordingChangesSchema } from './wording.ts';

/** What the editor sends to the plugin. */
export const editorPlanRequestSchema = z.strictObject({ outline: outlineSchema });
export type EditorPlanRequest = z.infer<typeof editorPlanRequestSchema>;

/** What the plugin makes of it for the sidecar. */
export const planRequestSchema = z.strictObject({
	post: z.strictObject({
		id: postIdSchema,
		title: z.string().max(1000),
		language: languageSchema,
		/** As an SEO plugin has it; empty where there is none. */
		seo_title: z.string().max(1000).default(''),
		categories: z.array(z.string().max(200)).max(20).default([]),
	}),
	person: personSchema,
	outline: outlineSchema,
	policy: policySchema,
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

export const slotKindSchema = z.enum(['featured', 'section']);

export const plannedSlotSchema = z.strictObject({
	slot_id: uuidSchema,
	kind: slotKindSchema,
	/** Index into the outline's sections that this plan was made from; null for the featured image. */
	section_index: z.int().min(0).nullable(),
	heading: z.string().max(1000),
	fingerprint: fingerprintSchema.nullable(),
	prompt: promptSchema,
	/** What it was before a chat model made it fuller; missing where none did. */
	prompt_before: promptSchema.optional(),
	/** What the chat model changed then, word by word. */
	prompt_changes: wordingChangesSchema.optional(),
	alt: altSchema,
	/** Too little text to say something about: a person has to write the prompt. */
	needs_prompt: z.boolean(),
	has_image: z.boolean(),
	/** Preselected for making. */
	selected: z.boolean(),
	/** What will be asked of the model, and the ratio in words ("16:9"). */
	width: pixelsSchema,
	height: pixelsSchema,
	aspect: z.string().max(12),
	/** The price of this slot with everything it needs; null where the model's price is not known. */
	price_microdollars: microdollarsSchema.nullable(),
	/** How many paid calls it takes: 1, or 2 where the mobile image is composed apart. */
	calls: z.int().min(0),
});
export type PlannedSlot = z.infer<typeof plannedSlotSchema>;

export const planSchema = z.strictObject({
	plan_id: uuidSchema,
	post_id: postIdSchema,
	state: z.enum(['writing', 'ready', 'failed']),
	/** Who wrote the prompts: rules on the sidecar, or a chat model. */
	written_by: z.enum(['rules', 'chat']),
	provider: z.string().max(60),
	model: z.string().max(200),
	/** Drawn on the sidecar itself; labelled "drawn, no AI". */
	drawn_without_ai: z.boolean(),
	slots: z.array(plannedSlotSchema).max(501),
	/** The chat model's own price for writing this plan; 0 where rules wrote it. */
	planning_microdollars: microdollarsSchema,
	/** An estimate for all selected slots together, learnt from past times and the key's rate limit. */
	seconds_estimate: z.int().min(0),
	/** Sentences a person should know before paying: closed codes with their subject. */
	notices: z
		.array(
			z.strictObject({
				code: z.enum([
					'model_retires_soon',
					'size_adjusted',
					'style_not_supported',
					'chat_failed_rules_used',
					'no_sections',
					'price_unknown',
					'provider_key_missing_sketch_used',
					'negative_prompt_not_sent',
					/** Subject: how many are, of how many: `0/2`. */
					'style_references_not_sent',
					/** Subject: the first that the sidecar has not, by its sha256. */
					'style_reference_missing',
					'chat_model_missing',
					'prompts_not_enhanced',
					'fallback_unusable',
					'budget_nearly_reached',
					'provider_unchecked',
				]),
				subject: z.string().max(300),
				/** What a person reads, in their language; only the plugin writes it. */
				sentence: z.string().max(1000).optional(),
			}),
		)
		.max(20),
	error: errorInfoSchema.nullable(),
	made_at: timestampSchema,
});
export type Plan = z.infer<typeof planSchema>;

/** A person's own wording, kept so that a reload and a second tab show it. */
export const slotChangeSchema = z.strictObject({ prompt: promptSchema, alt: altSchema });
export type SlotChange = z.infer<typeof slotChangeSchema>;
