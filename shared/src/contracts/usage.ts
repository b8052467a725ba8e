import { z } from 'zod';
import { daySchema, limitNameSchema } from './limit.ts';
import { microdollarsSchema, personIdSchema, timestampSchema } from './primitives.ts';

export const USAGE_GROUPS = ['day', 'provider', 'model', 'operation', 'person', 'post'] as const;

const rangeSchema = z.strictObject({
	/** Days in the site's time zone, the last one included; by default the period that the site's budgets are in. */
	from: daySchema.optional(),
	to: daySchema.optional(),
});

/** What GET /v1/usage takes behind its question mark. */
export const usageQuerySchema = rangeSchema.extend({ group: z.enum(USAGE_GROUPS).default('model') });

/** What GET /v1/ledger takes; `after` is the `next` of the page before. */
export const ledgerQuerySchema = rangeSchema.extend({ after: z.string().max(200).optional() });

const sumsSchema = z.strictObject({
	calls: z.int().min(0),
	/** Those that were received. */
	images: z.int().min(0),
	/** What was expected of the calls that are counted here, before each. */
	estimated_microdollars: microdollarsSchema,
	cost_microdollars: microdollarsSchema,
	/** Reserved for calls that run now. */
	reserved_microdollars: microdollarsSchema,
	/** Calls whose outcome is in doubt, and what they may have cost. */
	in_doubt_microdollars: microdollarsSchema,
});
export type UsageSums = z.infer<typeof sumsSchema>;

const usageRowSchema = sumsSchema.extend({
	/** A day, a name, an operation, or the id of a person or post. */
	key: z.string().max(300),
	/** As people call it: a person's name, a post's title, "openai gpt-image-2". */
	label: z.string().max(1300),
});
export type UsageRow = z.infer<typeof usageRowSchema>;

/** GET /v1/usage: what was spent, on what and by whom. */
export const usageSchema = sumsSchema.extend({
	from: daySchema,
	to: daySchema,
	timezone: z.string().max(60),
	/** The site's own limits, as they stand now; `used` counts what runs and what is in doubt as well. */
	limits: z
		.array(
			z.strictObject({
				name: limitNameSchema,
				/** Micro-dollars, or images. */
				limit: z.int().min(0),
				used: z.int().min(0),
				resets_on: daySchema.nullable(),
			}),
		)
		.max(8),
	group: z.enum(USAGE_GROUPS),
	/** The dearest first; days in their order. */
	rows: z.array(usageRowSchema).max(4000),
});
export type Usage = z.infer<typeof usageSchema>;

/** One call to a provider's model; title cards that are drawn without AI are none. */
export const ledgerRowSchema = z.strictObject({
	at: timestampSchema,
	site: z.string().max(2000),
	post_id: z.int().min(0),
	post_title: z.string().max(1000),
	person_id: personIdSchema,
	person_name: z.string().max(250),
	provider: z.string().max(60),
	model: z.string().max(200),
	operation: z.string().max(60),
	/** Pixels, such as 1536x1024; empty for text. */
	size: z.string().max(20),
	estimated_microdollars: microdollarsSchema.nullable(),
	/** The provider's own figure; null where it is not known. */
	actual_microdollars: microdollarsSchema.nullable(),
	state: z.string().max(20),
	/** The provider's own name for the task; empty where it has none. */
	remote_id: z.string().max(1000),
	milliseconds: z.int().min(0).nullable(),
	/** The code of the failure; empty where there was none. */
	error: z.string().max(60),
});
export type LedgerRow = z.infer<typeof ledgerRowSchema>;

/** GET /v1/ledger: every paid call, the oldest first, in pages. */
export const ledgerSchema = z.strictObject({
	from: daySchema,
	to: daySchema,
	rows: z.array(ledgerRowSchema).max(500),
	/** Null: that was all. */
	next: z.string().max(200).nullable(),
});
