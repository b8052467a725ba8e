import { z } from 'zod';
import { fractionSchema, pixelsSchema } from './primitives.ts';

/** As the provider calls it: a sampler is `DPM++ 2M` in one place and `dpmpp_2m` in another. */
const nameSchema = z.string().min(1).max(100);

/**
 * Something that only one provider knows, sent under its own name. The text comes first among the kinds of a value, as
 * WordPress takes the first that fits, and would else make numbers of texts.
 */
const extraSettingSchema = z.strictObject({
	name: nameSchema,
	value: z.union([z.string().max(4000), z.number(), z.boolean()]),
});

/** What diffusion models are told besides the prompt; what is not set is the provider's own default. */
export const diffusionSettingsSchema = z.strictObject({
	width: pixelsSchema.optional(),
	height: pixelsSchema.optional(),
	steps: z.int().min(1).max(500).optional(),
	/** Classifier-free guidance: 1 is off. */
	guidance_scale: z.number().min(0).max(100).optional(),
	sampler: nameSchema.optional(),
	scheduler: nameSchema.optional(),
	/** How far an edit may go from its source; 1 is all the way. */
	strength: fractionSchema.optional(),
	/** A list, as WordPress does not check keyed records. */
	extra: z.array(extraSettingSchema).max(100).optional(),
});
export type DiffusionSettings = z.infer<typeof diffusionSettingsSchema>;
