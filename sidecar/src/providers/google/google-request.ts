import { fixedSizeOf, type ModelFacts } from '../../models/model-facts.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageRequest } from '../image-provider.ts';
import { inputImages } from '../require-image.ts';

/**
 * The body of `generateContent`. Every operation is words with images after them, the source first; ratio and
 * resolution have names here, which are those of the table's sizes.
 */
export function toGoogleRequest(request: ImageRequest, facts: ModelFacts | null): Record<string, unknown> {
	const size = facts === null ? undefined : fixedSizeOf(facts.sizes, request);
	return {
		contents: [
			{
				role: 'user',
				parts: [
					{ text: editInstruction(request) },
					...inputImages(request).map(({ bytes, kind }) => ({
						inlineData: { mimeType: `image/${kind}`, data: Buffer.from(bytes).toString('base64') },
					})),
				],
			},
		],
		generationConfig: {
			responseModalities: ['IMAGE'],
			...(size === undefined ? {} : { imageConfig: { aspectRatio: size.ratio, imageSize: size.resolution } }),
		},
	};
}
