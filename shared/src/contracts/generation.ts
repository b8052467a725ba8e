import { z } from 'zod';
import { operationOrderSchema, PLAIN_GENERATION } from './operation.ts';
import { laneSchema, policySchema } from './policy.ts';
import {
	altSchema,
	languageSchema,
	personSchema,
	postIdSchema,
	promptSchema,
	uuidSchema,
} from './primitives.ts';

/** What the editor sends. `id` is made by the client: the same id twice is one generation. */
export const editorGenerationRequestSchema = z.strictObject({
	id: uuidSchema,
	slots: z
		.array(
			z.strictObject({
				slot_id: uuidSchema,
				prompt: promptSchema,
				alt: altSchema,
				/** Images of the slot, side by side; 1 where it is not said. */
				variations: z.int().min(1).max(10).optional(),
			}),
		)
		.min(1)
		.max(51),
});
export type EditorGenerationRequest = z.infer<typeof editorGenerationRequestSchema>;

/** What the plugin makes of it: an attempt for each slot, issued for this person and this post. */
export const generationRequestSchema = z.strictObject({
	id: uuidSchema,
	lane: laneSchema,
	post: z.strictObject({ id: postIdSchema, title: z.string().max(1000), language: languageSchema }),
	person: personSchema,
	policy: policySchema,
	/** For all of its attempts. */
	operation: operationOrderSchema.default(PLAIN_GENERATION),
	attempts: z
		.array(
			z.strictObject({
				attempt_id: uuidSchema,
				slot_id: uuidSchema,
				prompt: promptSchema,
				alt: altSchema,
				/** A slot may have several attempts at once, each of another number. */
				variation: z.int().min(0).max(9).default(0),
			}),
		)
		.min(1)
		.max(51),
});
export type GenerationRequest = z.infer<typeof generationRequestSchema>;

/** `joined`: the slot already had a running attempt (whatever its prompt) and this request joined it. */
export const generationSchema = z.strictObject({
	id: uuidSchema,
	post_id: postIdSchema,
	state: z.enum(['running', 'finished', 'cancelled']),
	made: z.int().min(0),
	failed: z.int().min(0),
	attempts: z
		.array(z.strictObject({ slot_id: uuidSchema, attempt_id: uuidSchema, joined: z.boolean() }))
		.max(51),
});
export type Generation = z.infer<typeof generationSchema>;
