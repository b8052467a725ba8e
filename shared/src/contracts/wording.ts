import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { policySchema } from './policy.ts';
import { MOST_CHANGES } from '../text/word-changes.ts';
import { microdollarsSchema, personSchema, promptSchema, uuidSchema } from './primitives.ts';

/** What stood there and what stands there now; an empty `before` was added, an empty `after` left out. */
export const wordingChangesSchema = z
	.array(z.strictObject({ before: promptSchema, after: promptSchema }))
	.max(MOST_CHANGES);
export type WordingChanges = z.infer<typeof wordingChangesSchema>;

/** For a slot whose newest attempt was declined for its wording. */
export const softerWordingRequestSchema = z.strictObject({ person: personSchema, policy: policySchema });
export type SofterWordingRequest = z.infer<typeof softerWordingRequestSchema>;

/** What the editor sends: the prompt as it stands in its card, saved or not. */
export const editorFullerPromptRequestSchema = z.strictObject({ prompt: promptSchema });

export const fullerPromptRequestSchema = softerWordingRequestSchema.extend({ prompt: promptSchema });
export type FullerPromptRequest = z.infer<typeof fullerPromptRequestSchema>;

/** Another wording of a slot's prompt: an offer. Nothing is kept of it, and nothing is made with it, before a person says so. */
export const wordingSchema = z.strictObject({
	slot_id: uuidSchema,
	prompt_before: promptSchema,
	prompt: promptSchema,
	written_by: z.enum(['rules', 'chat']),
	/** In the order of the prompt; what lies between is the same in both. */
	changes: wordingChangesSchema,
	/** Of the chat model; 0 where rules wrote it, null where its price is not known. */
	cost_microdollars: microdollarsSchema.nullable(),
	/** Why rules wrote it where a chat model should have. */
	error: errorInfoSchema.nullable(),
});
export type Wording = z.infer<typeof wordingSchema>;
