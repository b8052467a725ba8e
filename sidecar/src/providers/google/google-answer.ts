import { z } from 'zod';
import type { ModelFacts } from '../../models/model-facts.ts';
import { costOfImage } from '../../usage/cost.ts';
import type { ImageResult } from '../image-provider.ts';
import type { ProviderAnswer, ProviderCall } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';

/** Only what is used: @google/genai 3.1.0, GenerateContentResponse. */
const detailsSchema = z
	.array(z.object({ modality: z.string().nullish(), tokenCount: z.number().nullish() }))
	.nullish();
const usageSchema = z.object({
	promptTokenCount: z.number().nullish(),
	promptTokensDetails: detailsSchema,
	candidatesTokenCount: z.number().nullish(),
	candidatesTokensDetails: detailsSchema,
	thoughtsTokenCount: z.number().nullish(),
});
const partSchema = z.object({
	thought: z.boolean().nullish(),
	text: z.string().nullish(),
	inlineData: z.object({ data: z.string().nullish() }).nullish(),
});
const answerSchema = z.object({
	candidates: z
		.array(
			z.object({
				finishReason: z.string().nullish(),
				finishMessage: z.string().nullish(),
				content: z.object({ parts: z.array(partSchema).nullish() }).nullish(),
			}),
		)
		.nullish(),
	promptFeedback: z
		.object({ blockReason: z.string().nullish(), blockReasonMessage: z.string().nullish() })
		.nullish(),
	usageMetadata: z.record(z.string(), z.unknown()).nullish(),
});

/** Reasons to stop that are about what the image would show: FinishReason in @google/genai 3.1.0. */
const MODERATED: readonly string[] = [
	'SAFETY',
	'RECITATION',
	'BLOCKLIST',
	'PROHIBITED_CONTENT',
	'SPII',
	'IMAGE_SAFETY',
	'IMAGE_PROHIBITED_CONTENT',
	'IMAGE_RECITATION',
];

/**
 * A blocked request is answered with 200 and without an image. Of several images the last is the finished one: earlier
 * ones are drafts that the model made while thinking (ai.google.dev/gemini-api/docs/image-generation, "Thinking").
 */
export function readGoogleAnswer(
	call: ProviderCall,
	answer: ProviderAnswer,
	facts: ModelFacts | null,
): ImageResult {
	const { candidates, promptFeedback, usageMetadata } = answer.read(answerSchema);
	const usage = usageMetadata ?? null;
	const costMicrodollars = costOf(usage, facts);
	if (promptFeedback?.blockReason) {
		const { blockReason, blockReasonMessage } = promptFeedback;
		throw call.refuse({
			code: 'provider_moderated',
			cause: [blockReason, blockReasonMessage].filter(Boolean).join(': '),
		});
	}
	const candidate = candidates?.[0];
	const image = candidate?.content?.parts
		?.filter((part) => part.thought !== true && part.inlineData?.data)
		.at(-1)?.inlineData?.data;
	if (!image) {
		const reason = candidate?.finishReason ?? 'no candidate';
		const words = [reason, candidate?.finishMessage ?? candidate?.content?.parts?.[0]?.text];
		const cause = words.filter(Boolean).join(': ');
		if (!MODERATED.includes(reason)) throw call.unreadable(`no image came (${cause})`, costMicrodollars);
		throw call.refuse({
			code: 'provider_moderated',
			cause,
			charged: imageTokens(usage) > 0 ? 'yes' : 'no',
		});
	}
	const bytes = Buffer.from(image, 'base64');
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP', costMicrodollars);
	if (kind === 'truncated') {
		throw call.unreadable(`the image breaks off after ${bytes.length} bytes`, costMicrodollars);
	}
	return { bytes, revisedPrompt: null, seed: null, usage, costMicrodollars };
}

function imageTokens(usage: Record<string, unknown> | null): number {
	const parsed = usageSchema.safeParse(usage ?? {});
	return parsed.success ? tokensOf(parsed.data.candidatesTokensDetails, 'IMAGE') : 0;
}

function tokensOf(details: z.infer<typeof detailsSchema>, modality: string): number {
	return (details ?? []).reduce(
		(sum, entry) => sum + (entry.modality === modality ? (entry.tokenCount ?? 0) : 0),
		0,
	);
}

/** Null where the answer does not say how many tokens the image took: all output is not image output. */
function costOf(usage: Record<string, unknown> | null, facts: ModelFacts | null): number | null {
	const parsed = usageSchema.safeParse(usage);
	if (!parsed.success || facts?.price.kind !== 'tokens') return null;
	const { promptTokenCount, promptTokensDetails, candidatesTokenCount, thoughtsTokenCount } = parsed.data;
	const imageOut = tokensOf(parsed.data.candidatesTokensDetails, 'IMAGE');
	if (imageOut === 0) return null;
	const imageIn = tokensOf(promptTokensDetails, 'IMAGE');
	const written = Math.max(0, (candidatesTokenCount ?? imageOut) - imageOut);
	return costOfImage(
		{
			textIn: Math.max(0, (promptTokenCount ?? imageIn) - imageIn),
			imageIn,
			imageOut,
			textOut: written + (thoughtsTokenCount ?? 0),
		},
		facts.price.prices,
	);
}
