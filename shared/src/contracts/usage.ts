import { z } from 'zod';
import { microdollarsSchema } from './primitives.ts';

/** GET /v1/usage: this month at a glance. */
export const usageSchema = z.strictObject({
	month: z.string().regex(/^\d{4}-\d{2}$/),
	cost_microdollars: microdollarsSchema,
	/** Reserved for calls that run now. */
	reserved_microdollars: microdollarsSchema,
	/** Calls whose outcome is in doubt, and what they may have cost. */
	in_doubt_microdollars: microdollarsSchema,
	images: z.int().min(0),
	limit_microdollars: microdollarsSchema.nullable(),
	by_model: z
		.array(
			z.strictObject({
				provider: z.string().max(60),
				model: z.string().max(200),
				images: z.int().min(0),
				cost_microdollars: microdollarsSchema,
			}),
		)
		.max(200),
});
export type Usage = z.infer<typeof usageSchema>;
