import { factsAbout } from '../../models/find-model.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { callProvider } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { readHuggingFaceAnswer } from './huggingface-answer.ts';
import { readHuggingFaceRefusal } from './huggingface-refusals.ts';
import { toHuggingFaceRequest } from './huggingface-request.ts';

const NAME = 'huggingface';
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/** Models that Hugging Face runs itself, behind its router: one request, and the image's bytes for an answer. */
export function createHuggingFaceProvider(settings: Omit<ProviderSettings, 'others'>): ImageProvider {
	return {
		name: NAME,
		kind: 'synchronous',
		makeImage: (request, context) => makeImage(settings, request, context),
	};
}

async function makeImage(
	settings: Omit<ProviderSettings, 'others'>,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	const access = {
		name: NAME,
		baseUrl: settings.baseUrl,
		secret: settings.apiKey,
		headers: { authorization: `Bearer ${settings.apiKey}` },
		timeoutSeconds: settings.timeoutSeconds ?? facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS,
		onLimits: settings.onLimits,
		readRefusal: (refused: { status: number; body: unknown }) =>
			readHuggingFaceRefusal(refused, request.model),
	};
	return callProvider(access, context, async (call) => {
		refuseImpossible(request, facts);
		const json = toHuggingFaceRequest(request, facts);
		return readHuggingFaceAnswer(call, await call.order(pathOf(request.model), { json }));
	});
}

/** A model's name is `owner/name`, and stays two parts of the path. */
function pathOf(model: string): string {
	return `/hf-inference/models/${model.split('/').map(encodeURIComponent).join('/')}`;
}
