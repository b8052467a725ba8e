import { z } from 'zod';
import { errorCodeSchema } from './error-code.ts';
import { microdollarsSchema, timestampSchema } from './primitives.ts';

/** One provider as it stands on this sidecar. No key is ever in it. */
export const providerSchema = z.strictObject({
	name: z.string().max(60),
	title: z.string().max(100),
	ready: z.boolean(),
	/** Environment variables that have to be set before it is ready. */
	missing: z.array(z.string().max(100)),
	drawn_without_ai: z.boolean(),
	terms_url: z.string().max(2000),
	/** What its adapter was written from: `nothing` means that nobody ever held it against anything. */
	checked_against: z.strictObject({
		kind: z.enum(['sdk', 'document', 'nothing']),
		source: z.string().max(500),
	}),
	health: z.strictObject({
		state: z.enum(['untried', 'working', 'failing', 'down']),
		failures_in_a_row: z.int().min(0),
		last_error: errorCodeSchema.nullable(),
		last_at: timestampSchema.nullable(),
	}),
	/** Money left with it; null where it cannot be read, or where reading it failed. */
	credit_microdollars: z.int().nullable(),
	/** Why the credit could not be read. */
	credit_error: errorCodeSchema.nullable(),
	/** Calls at once. */
	concurrency: z.int().min(1),
	/** How many of its models are offered today. */
	models: z.int().min(0),
	cheapest_microdollars: microdollarsSchema.nullable(),
});
export type Provider = z.infer<typeof providerSchema>;

export const providerListSchema = z.strictObject({ providers: z.array(providerSchema) });
