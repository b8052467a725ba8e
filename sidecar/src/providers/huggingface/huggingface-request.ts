import type { ModelFacts } from '../../models/model-facts.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageRequest } from '../image-provider.ts';
import { requireImage } from '../require-image.ts';

/**
 * Words make a text-to-image request with them as `inputs`; a source makes an image-to-image request with the image as
 * `inputs` in base64 and the words among the parameters.
 */
export function toHuggingFaceRequest(
	request: ImageRequest,
	facts: ModelFacts | null,
): Record<string, unknown> {
	const { source, width, height } = request;
	const parameters = parametersOf(request, facts);
	if (source === null) return { inputs: request.prompt, parameters: { width, height, ...parameters } };
	const { bytes } = requireImage(source, 'the source');
	return {
		inputs: Buffer.from(bytes).toString('base64'),
		parameters: { prompt: editInstruction(request), target_size: { width, height }, ...parameters },
	};
}

function parametersOf(
	{ negativePrompt, seed, source, diffusion = {} }: ImageRequest,
	facts: ModelFacts | null,
): Record<string, unknown> {
	const { steps, guidanceScale, scheduler, strength, extra } = diffusion;
	return {
		...(negativePrompt && facts?.takesNegativePrompt ? { negative_prompt: negativePrompt } : {}),
		...(facts?.takesSeed ? { seed } : {}),
		...(steps === undefined ? {} : { num_inference_steps: steps }),
		...(guidanceScale === undefined ? {} : { guidance_scale: guidanceScale }),
		...(scheduler === undefined ? {} : { scheduler }),
		...(strength === undefined || source === null ? {} : { strength }),
		...extra,
	};
}
