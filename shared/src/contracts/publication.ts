import { z } from 'zod';
import { postContentSchema } from './outline.ts';
import { laneSchema, policySchema } from './policy.ts';
import { personSchema, uuidSchema } from './primitives.ts';

/**
 * One row of the plugin's outbox: a post that wants its missing images. It brings its own authority: attempts issued
 * for this person and this post, which the sidecar gives to the slots it finds (those left over are never used).
 * Accepting the same publication twice is one generation.
 */
export const publicationSchema = z.strictObject({
	publication_id: uuidSchema,
	reason: z.enum(['published', 'scheduled', 'updated', 'reconciled', 'requested']),
	lane: laneSchema,
	post: postContentSchema,
	person: personSchema,
	policy: policySchema,
	attempt_ids: z.array(uuidSchema).min(1).max(51),
});
export type Publication = z.infer<typeof publicationSchema>;

/** GET outbox on the plugin answers this to the sidecar. */
export const outboxSchema = z.strictObject({ publications: z.array(publicationSchema).max(20) });

/** POST outbox/acknowledged on the plugin, and the answer of POST /v1/publications. */
export const publicationReceiptSchema = z.strictObject({ publication_ids: z.array(uuidSchema).max(20) });
export type PublicationReceipt = z.infer<typeof publicationReceiptSchema>;
