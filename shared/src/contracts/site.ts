import { z } from 'zod';
import { errorInfoSchema } from './error-code.ts';
import { subSizeSchema } from './policy.ts';
import { languageSchema, timestampSchema, uuidSchema } from './primitives.ts';

const addressSchema = z
	.string()
	.min(8)
	.max(2000)
	.regex(/^https?:\/\//);
export const environmentSchema = z.enum(['production', 'staging', 'development', 'local']);

/** Who the plugin says it is. */
export const siteIdentitySchema = z.strictObject({
	home_url: addressSchema,
	/** Where limner/v1 answers, with trailing slash: …/wp-json/limner/v1/ or …/?rest_route=/limner/v1/. */
	rest_url: addressSchema,
	name: z.string().max(300),
	environment: environmentSchema,
});
export type SiteIdentity = z.infer<typeof siteIdentitySchema>;

export const pairRequestSchema = z.strictObject({
	code: z.string().min(6).max(40),
	site: siteIdentitySchema,
	plugin_version: z.string().max(40),
});
export type PairRequest = z.infer<typeof pairRequestSchema>;

export const pairResponseSchema = z.strictObject({
	site_id: uuidSchema,
	key_id: z.string().min(4).max(40),
	/** 32 bytes as lower-case hex. Shown once. */
	secret: z.string().regex(/^[0-9a-f]{64}$/),
	sidecar_version: z.string().max(40),
});
export type PairResponse = z.infer<typeof pairResponseSchema>;

/** What the sidecar reads from the plugin before it makes anything for it: GET handshake. */
export const handshakeSchema = z.strictObject({
	site: siteIdentitySchema,
	plugin_version: z.string().max(40),
	wordpress_version: z.string().max(40),
	php_version: z.string().max(40),
	clock: timestampSchema,
	language: languageSchema,
	/** Bytes that one request body may have here. */
	largest_request: z.int().min(1),
	sub_sizes: z.array(subSizeSchema).max(60),
	largest_side: z.int().min(0),
});
export type Handshake = z.infer<typeof handshakeSchema>;

/** How the two see each other: GET /v1/sites/self, and the settings page shows it. */
export const siteStateSchema = z.strictObject({
	site_id: uuidSchema,
	state: z.enum(['active', 'moved_or_copied', 'disconnected']),
	/** `push`: the sidecar reaches the site. `pull`: the plugin fetches finished images itself. */
	delivery: z.enum(['push', 'pull']),
	/** A check of the way back is under way. */
	checking: z.boolean(),
	checked_at: timestampSchema.nullable(),
	error: errorInfoSchema.nullable(),
	sidecar_version: z.string().max(40),
	providers: z
		.array(
			z.strictObject({
				name: z.string().max(60),
				title: z.string().max(100),
				ready: z.boolean(),
				drawn_without_ai: z.boolean(),
				models: z
					.array(
						z.strictObject({
							name: z.string().max(200),
							title: z.string().max(200),
							is_default: z.boolean(),
							warning: z.string().max(300),
						}),
					)
					.max(200),
			}),
		)
		.max(40),
});
export type SiteState = z.infer<typeof siteStateSchema>;

/** "It moved": the owner's own word, after which the sidecar knows the site under its new address. */
export const siteMoveSchema = z.strictObject({ site: siteIdentitySchema });
