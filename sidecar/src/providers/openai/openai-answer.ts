import { z } from 'zod';
import { LimnerError } from '../../errors/limner-error.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import { costOfImage } from '../../usage/cost.ts';
import type { ImageResult } from '../image-provider.ts';
import { recogniseImage } from '../recognise-image.ts';

/** Only what is used, and nothing taken for granted: servers that imitate this API leave fields out. */
const usageSchema = z.object({
	input_tokens: z.number().nullish(),
	input_tokens_details: z
		.object({ text_tokens: z.number().nullish(), image_tokens: z.number().nullish() })
		.nullish(),
	output_tokens: z.number().nullish(),
});
const answerSchema = z.object({
	data: z
		.array(
			z.object({
				b64_json: z.string().nullish(),
				url: z.string().nullish(),
				revised_prompt: z.string().nullish(),
			}),
		)
		.nullish(),
	usage: z.record(z.string(), z.unknown()).nullish(),
});

/** One image out of an answer of the images endpoints. */
export function readAnswer(answer: unknown, facts: ModelFacts | null, provider = 'openai'): ImageResult {
	const parsed = answerSchema.safeParse(answer);
	if (!parsed.success) throw unreadable('the answer is not in the form of an image answer', null, provider);
	const usage = parsed.data.usage ?? null;
	const image = parsed.data.data?.[0];
	return readImage(image?.b64_json, image?.revised_prompt ?? null, usage, facts, provider);
}

/** Where the image lies, for an answer that has its address in place of the image. */
export function addressIn(answer: unknown): string | null {
	const parsed = answerSchema.safeParse(answer);
	const image = parsed.success ? parsed.data.data?.[0] : undefined;
	return image?.b64_json ? null : image?.url || null;
}

export function readImage(
	base64: string | null | undefined,
	revisedPrompt: string | null,
	usage: Record<string, unknown> | null,
	facts: ModelFacts | null,
	provider: string,
): ImageResult {
	const costMicrodollars = costOf(usage, facts);
	if (!base64) throw unreadable('the answer has no image in it', costMicrodollars, provider);
	const bytes = Buffer.from(base64, 'base64');
	const kind = recogniseImage(bytes);
	if (kind === null) throw unreadable('what came is no PNG, JPEG or WebP', costMicrodollars, provider);
	if (kind === 'truncated')
		throw unreadable(`the image breaks off after ${bytes.length} bytes`, costMicrodollars, provider);
	return { bytes, revisedPrompt, seed: null, usage, costMicrodollars };
}

/** The answer said that an image was made, so it was paid for; `amount` is what it cost where the usage says so. */
function unreadable(cause: string, costMicrodollars: number | null, provider: string): LimnerError {
	return new LimnerError('provider_answer_unreadable', {
		cause,
		subject: provider,
		charged: 'yes',
		...(costMicrodollars === null ? {} : { amount: costMicrodollars }),
	});
}

function costOf(usage: Record<string, unknown> | null, facts: ModelFacts | null): number | null {
	const parsed = usageSchema.safeParse(usage);
	if (!parsed.success || facts?.price.kind !== 'tokens' || parsed.data.output_tokens == null) return null;
	const { input_tokens: input, input_tokens_details: details, output_tokens: imageOut } = parsed.data;
	const imageIn = details?.image_tokens ?? 0;
	const textIn = details?.text_tokens ?? Math.max(0, (input ?? 0) - imageIn);
	return costOfImage({ textIn, imageIn, imageOut }, facts.price.prices);
}
