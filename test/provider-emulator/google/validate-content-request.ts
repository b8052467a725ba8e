import { z } from 'zod';
import type { WireAnswer } from '../carry-out.ts';
import { invalidArgument, modelNotFound } from './google-error.ts';
import { EMULATED_GOOGLE_MODELS, LONG_RATIOS, RATIOS, type EmulatedGoogleModel } from './google-models.ts';

export interface ContentOrder {
	model: string;
	facts: EmulatedGoogleModel;
	prompt: string;
	images: number;
	width: number;
	height: number;
	/** Output tokens of the image. */
	tokens: number;
}

/**
 * What goes over the wire of generateContent for an image, as @google/genai 3.1.0 writes it for the Gemini API
 * (contentToMldev, generateContentConfigToMldev, imageConfigToMldev). The API refuses any name that it does not know.
 */
const partSchema = z.union([
	z.strictObject({ text: z.string() }),
	z.strictObject({
		inlineData: z.strictObject({
			mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif']),
			data: z.base64(),
		}),
	}),
]);
const requestSchema = z.strictObject({
	contents: z
		.array(z.strictObject({ role: z.enum(['user', 'model']).optional(), parts: z.array(partSchema).min(1) }))
		.min(1),
	safetySettings: z.array(z.strictObject({ category: z.string(), threshold: z.string() })).optional(),
	generationConfig: z
		.strictObject({
			temperature: z.number().min(0).max(2).optional(),
			candidateCount: z.literal(1).optional(),
			responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])).optional(),
			thinkingConfig: z
				.strictObject({ thinkingLevel: z.string().optional(), includeThoughts: z.boolean().optional() })
				.optional(),
			imageConfig: z
				.strictObject({ aspectRatio: z.string().optional(), imageSize: z.string().optional() })
				.optional(),
		})
		.optional(),
});
const LARGEST_IMAGE_COUNT = 14;

export function validateContentRequest(body: unknown, model: string): ContentOrder | WireAnswer {
	const facts = EMULATED_GOOGLE_MODELS[model];
	if (!facts) return modelNotFound(model);
	const parsed = requestSchema.safeParse(body);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return invalidArgument(`Invalid JSON payload received. ${issue?.message} at '${issue?.path.join('.')}'`);
	}
	const parts = parsed.data.contents.flatMap((content) => content.parts);
	const images = parts.filter((part) => 'inlineData' in part).length;
	if (images > LARGEST_IMAGE_COUNT) return invalidArgument('Too many images in the request.');
	if (!parsed.data.generationConfig?.responseModalities?.includes('IMAGE')) {
		return invalidArgument('This emulator makes images only: ask for the modality IMAGE.');
	}
	const { aspectRatio = '1:1', imageSize = '1K' } = parsed.data.generationConfig.imageConfig ?? {};
	const size = facts.sizes[imageSize];
	const ratio = RATIOS[aspectRatio];
	if (!size) return invalidArgument(`Unsupported image size: ${imageSize}.`);
	if (!ratio || (LONG_RATIOS.includes(aspectRatio) && !facts.isLong)) {
		return invalidArgument(`Unsupported aspect ratio: ${aspectRatio}.`);
	}
	return {
		model,
		facts,
		prompt: parts.map((part) => ('text' in part ? part.text : '')).join('\n'),
		images,
		width: ratio[0] * size.scale,
		height: ratio[1] * size.scale,
		tokens: size.tokens,
	};
}
