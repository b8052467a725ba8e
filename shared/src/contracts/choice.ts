import { z } from 'zod';
import { tierSchema } from './model.ts';
import { policySchema } from './policy.ts';
import { microdollarsSchema } from './primitives.ts';

/** POST /v1/choice: which model a policy takes today, and what it would not get. Nothing is kept or spent. */
export const choiceRequestSchema = z.strictObject({ policy: policySchema });
export type ChoiceRequest = z.infer<typeof choiceRequestSchema>;

export const policyChoiceSchema = z.strictObject({
	provider: z.string().max(60),
	provider_title: z.string().max(100),
	model: z.string().max(200),
	model_title: z.string().max(200),
	tier: tierSchema,
	drawn_without_ai: z.boolean(),
	/** For one slot, with its mobile image where that is made apart; null where nobody published it. */
	price_microdollars: microdollarsSchema.nullable(),
	notices: z
		.array(
			z.strictObject({
				code: z.enum([
					'model_retires_soon',
					'size_adjusted',
					'negative_prompt_not_sent',
					'style_references_not_sent',
					'provider_key_missing_sketch_used',
					'price_unknown',
					'fallback_unusable',
				]),
				subject: z.string().max(300),
			}),
		)
		.max(20),
});
export type PolicyChoice = z.infer<typeof policyChoiceSchema>;
