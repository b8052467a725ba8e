import { z } from 'zod';

/**
 * The budgets by name, in the order in which they are checked: `policy.limits` count money, `policy.image_limits` (with
 * `_images` behind the name) count images.
 */
export const LIMIT_NAMES = [
	'run',
	'post',
	'person_month',
	'site_month',
	'run_images',
	'post_images',
	'person_month_images',
	'site_month_images',
] as const;
export const limitNameSchema = z.enum(LIMIT_NAMES);
export type LimitName = z.infer<typeof limitNameSchema>;

/** A calendar day such as 2026-12-15. */
export const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What `budget_reached` says beside the limit's name (`subject`) and size (`amount`: micro-dollars, or images). */
export const reachedBudgetSchema = z.strictObject({
	/** The person whose limit it is; empty where it is nobody's own. */
	whose: z.string().max(250),
	/** The day on which it begins anew, in the site's time zone; null for a limit that does not. */
	resets_on: daySchema.nullable(),
});
export type ReachedBudget = z.infer<typeof reachedBudgetSchema>;
