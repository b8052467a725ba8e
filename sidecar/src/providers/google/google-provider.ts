import { factsAbout } from '../../models/find-model.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { callProvider } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { readGoogleAnswer } from './google-answer.ts';
import { readGoogleRefusal } from './google-refusals.ts';
import { toGoogleRequest } from './google-request.ts';

const NAME = 'google';
/** For models that came after the table. */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/** Gemini's image models over `generateContent`: one request, one answer, nothing to come back for. */
export function createGoogleProvider(settings: Omit<ProviderSettings, 'others'>): ImageProvider {
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
		headers: { 'x-goog-api-key': settings.apiKey },
		timeoutSeconds: settings.timeoutSeconds ?? facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS,
		onLimits: settings.onLimits,
		readRefusal: (refused: { status: number; body: unknown }) => readGoogleRefusal(refused, request.model),
	};
	return callProvider(access, context, async (call) => {
		refuseImpossible(request, facts);
		const path = `/v1beta/models/${encodeURIComponent(request.model)}:generateContent`;
		const answer = await call.order(path, { json: toGoogleRequest(request, facts) });
		return readGoogleAnswer(call, answer, facts);
	});
}
