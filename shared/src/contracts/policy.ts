import { z } from 'zod';
import { inputSchema } from './operation.ts';
import { microdollarsSchema, pixelsSchema } from './primitives.ts';

export const IMAGE_TYPES = [
	'realistic',
	'artistic',
	'illustration',
	'cartoon',
	'watercolor',
	'line_art',
	'flat',
	'minimalist',
	'3d',
	'vintage',
] as const;
export const imageTypeSchema = z.enum(IMAGE_TYPES);
export const formatSchema = z.enum(['webp', 'jpeg', 'png', 'avif']);
export const qualitySchema = z.enum(['low', 'medium', 'high', 'auto']);
export const approvalSchema = z.enum(['by_hand', 'automatic']);
export const laneSchema = z.enum(['interactive', 'publish', 'backfill']);

const compositionSchema = z.strictObject({ enabled: z.boolean(), width: pixelsSchema, height: pixelsSchema });

/** One of WordPress's registered image sizes; 0 means "not limited on this side", as WordPress itself writes it. */
export const subSizeSchema = z.strictObject({
	name: z.string().min(1).max(100),
	width: z.int().min(0).max(20000),
	height: z.int().min(0).max(20000),
	crop: z.boolean(),
});
export type SubSize = z.infer<typeof subSizeSchema>;

/** How a model is found where none is named, and what may take its place. */
const choiceSchema = z.strictObject({
	/** `automatic` takes the best offered model of this tier. */
	tier: z.enum(['draft', 'standard', 'premium']),
	/** In this order, where the chosen provider is down or refuses; never one that is dearer than the plan said. */
	fallbacks: z
		.array(z.strictObject({ provider: z.string().min(1).max(60), model: z.string().max(200) }))
		.max(5),
	/** Micro-dollars an image; null is no ceiling. */
	price_ceiling: microdollarsSchema.nullable(),
});

/** How prompts are worded; looked up post → category → site by the plugin before it is sent. */
const promptingSchema = z.strictObject({
	/** The text around each prompt, with `{image_prompt}` and others in braces; empty is the built-in one. */
	pattern: z.string().max(4000),
	/** What no image should show; sent only to models that take it. */
	negative: z.string().max(1000),
	/** A chat model, where one is configured, makes each prompt fuller before it is paid for. */
	enhance: z.boolean(),
	/** The images of a post match: one seed where the model takes seeds, one family of cards for sketch. */
	keep_together: z.boolean(),
	/** And the first finished image goes along as a reference, where the model takes them; that may cost more. */
	first_as_reference: z.boolean().default(false),
});

/** Budgets in images rather than money, for one's own GPU as well; null is no limit. */
const imageLimitSchema = z.int().min(0).max(1_000_000).nullable();
const imageLimitsSchema = z.strictObject({
	site_month: imageLimitSchema,
	person_month: imageLimitSchema,
	post: imageLimitSchema,
	run: imageLimitSchema,
});

/** What a policy says where it is silent: an older plugin, or a command line. */
export const POLICY_DEFAULTS = {
	choice: { tier: 'standard', fallbacks: [], price_ceiling: null },
	prompting: { pattern: '', negative: '', enhance: false, keep_together: true, first_as_reference: false },
	image_limits: { site_month: null, person_month: null, post: null, run: null },
	period_start: 1,
	style_references: [],
	social: [],
} satisfies {
	choice: z.input<typeof choiceSchema>;
	prompting: z.input<typeof promptingSchema>;
	image_limits: z.input<typeof imageLimitsSchema>;
	period_start: number;
	style_references: string[];
	social: string[];
};

/** The site's settings as they stood when images were asked for; the sidecar keeps a copy with each generation. */
export const policySchema = z.strictObject({
	/** `automatic`: the best model of `choice.tier` among the providers that are set up; sketch where none is. */
	provider: z.string().max(60),
	/** Empty: the provider's default model. */
	model: z.string().max(200),
	quality: qualitySchema,
	image_type: imageTypeSchema,
	style: z.strictObject({
		palette: z.array(z.string().regex(/^#[0-9a-fA-F]{6}$/)).max(8),
		guidelines: z.string().max(2000),
		avoid: z.string().max(1000),
	}),
	/**
	 * Images that show the style, put in before with POST /v1/inputs. The first is the most important; a model that takes
	 * fewer gets the first ones.
	 */
	style_references: z.array(inputSchema).max(4).default(POLICY_DEFAULTS.style_references),
	max_in_article: z.int().min(0).max(5),
	every_section: z.boolean(),
	format: formatSchema,
	format_quality: z.int().min(1).max(100),
	desktop: compositionSchema,
	mobile: compositionSchema,
	/** `crop`: cut around the subject, no extra call. `compose`: the model makes it for its own ratio, a second call. */
	mobile_mode: z.enum(['crop', 'compose']),
	/** Streamed partial images as previews, where the model can (OpenAI: 100 output tokens each). */
	previews: z.boolean(),
	approval: approvalSchema,
	/** The visible label on realistic images; empty where the site switched it off. */
	label: z.string().max(60),
	candidate_retention_days: z.int().min(1).max(3650),
	/** Budgets in micro-dollars; null is no limit. */
	limits: z.strictObject({
		site_month: microdollarsSchema.nullable(),
		person_month: microdollarsSchema.nullable(),
		post: microdollarsSchema.nullable(),
		run: microdollarsSchema.nullable(),
	}),
	image_limits: imageLimitsSchema.default(POLICY_DEFAULTS.image_limits),
	/** The day of the month on which monthly budgets begin. */
	period_start: z.int().min(1).max(28).default(POLICY_DEFAULTS.period_start),
	choice: choiceSchema.default(POLICY_DEFAULTS.choice),
	prompting: promptingSchema.default(POLICY_DEFAULTS.prompting),
	/** Templates of which each post's featured image gets a rendition as well. */
	social: z.array(z.string().min(1).max(60)).max(6).default(POLICY_DEFAULTS.social),
	sub_sizes: z.array(subSizeSchema).max(60),
	/** The largest side that WordPress keeps (big_image_size_threshold); 0 is no limit. */
	largest_side: z.int().min(0).max(20000),
	/** IANA name or "+02:00": the month of the budgets is the month there. */
	timezone: z.string().max(60),
});
export type Policy = z.infer<typeof policySchema>;
