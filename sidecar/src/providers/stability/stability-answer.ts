import { z } from 'zod';
import type { ImageResult } from '../image-provider.ts';
import type { ProviderAnswer, ProviderCall } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';

/** With `accept: application/json`. What an image costs is not said. */
const answerSchema = z.object({
	image: z.string().nullish(),
	finish_reason: z.string().nullish(),
	seed: z.number().nullish(),
});

const balanceSchema = z.object({ credits: z.number() });

/** platform.stability.ai/pricing: a credit is a US cent. */
const MICRODOLLARS_A_CREDIT = 10_000;

export function readAnswer(call: ProviderCall, answer: ProviderAnswer): ImageResult {
	const { image, finish_reason: finish, seed } = answer.read(answerSchema);
	if (finish === 'CONTENT_FILTERED') {
		// It was made, and what comes is blurred; nobody says whether that is billed.
		throw call.refuse({ code: 'provider_moderated', charged: 'unknown', cause: finish });
	}
	if (!image) throw call.unreadable(`the answer has no image in it (${finish ?? 'no reason'})`);
	const bytes = Buffer.from(image, 'base64');
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP');
	if (kind === 'truncated') throw call.unreadable(`the image breaks off after ${bytes.length} bytes`);
	return { bytes, revisedPrompt: null, seed: seed ?? null, usage: null, costMicrodollars: null };
}

export function readBalance(answer: ProviderAnswer): number {
	return Math.round(answer.read(balanceSchema).credits * MICRODOLLARS_A_CREDIT);
}
