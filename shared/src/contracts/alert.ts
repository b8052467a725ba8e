import { z } from 'zod';
import { errorCodeSchema } from './error-code.ts';
import { daySchema, limitNameSchema } from './limit.ts';
import { timestampSchema, uuidSchema } from './primitives.ts';

export const ALERT_KINDS = [
	'provider_failing',
	'provider_back',
	'budget_nearly_reached',
	'budget_reached',
	'budget_back',
] as const;

/**
 * What the sidecar posts to `LIMNER_ALERT_WEBHOOK`. Signed as Standard Webhooks 1.0 say: `webhook-id`,
 * `webhook-timestamp` in seconds, and `webhook-signature`, `v1,` and the base64 of HMAC-SHA256 over id, timestamp and
 * body with full stops between. The same alert may come twice; its id is the same then.
 */
export const alertSchema = z.strictObject({
	alert_id: uuidSchema,
	kind: z.enum(ALERT_KINDS),
	raised_at: timestampSchema,
	/** In English, for the operator. */
	title: z.string().max(300),
	text: z.string().max(2000),
	/** Null where it is not about a provider. */
	provider: z.strictObject({ name: z.string(), error_code: errorCodeSchema.nullable() }).nullable(),
	/** Null where it is not about a budget. */
	budget: z
		.strictObject({
			name: limitNameSchema,
			site_id: uuidSchema,
			home_url: z.string(),
			/** The person whose limit it is; empty where it is the site's. */
			whose: z.string(),
			/** Micro-dollars, or images. */
			limit: z.int().min(0),
			used: z.int().min(0),
			resets_on: daySchema.nullable(),
		})
		.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;
export type AlertKind = Alert['kind'];
