import { factsAbout } from '../../models/find-model.ts';
import { fixedSizeOf, type ModelFacts } from '../../models/model-facts.ts';
import { editInstruction } from '../edit-instruction.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { callProvider, type ProviderCall } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { recogniseImage } from '../recognise-image.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { inputImages } from '../require-image.ts';
import type { AiSdkHost, AiSdkImageModel, AiSdkResult } from './ai-sdk-host.ts';

type CallOptions = Parameters<AiSdkImageModel['doGenerate']>[0];

const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/**
 * Any host that the Vercel AI SDK speaks to. Its image models are called as they are, which sends one request: retries
 * and lines on the console are in `generateImage` around them, which is not used.
 */
export function createAiSdkProvider(
	host: AiSdkHost,
	settings: Omit<ProviderSettings, 'others'>,
): ImageProvider {
	return {
		name: host.name,
		kind: 'synchronous',
		makeImage: (request, context) => makeImage(host, settings, request, context),
	};
}

async function makeImage(
	host: AiSdkHost,
	settings: Omit<ProviderSettings, 'others'>,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(host.name, request.model);
	const access = {
		name: host.name,
		baseUrl: settings.baseUrl,
		secret: settings.apiKey,
		headers: {},
		timeoutSeconds: settings.timeoutSeconds ?? facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS,
		onLimits: settings.onLimits,
		readRefusal: (refused: { status: number; body: unknown }) => host.readRefusal(refused, request.model),
	};
	return callProvider(access, context, async (call) => {
		refuseImpossible(request, facts);
		const fetch = refusingFetch(call, host);
		const { apiKey, baseUrl: baseURL } = settings;
		const model = host.imageModel({ apiKey, baseURL, fetch }, request.model);
		const result = await model.doGenerate(toCallOptions(host, request, facts, call.signal));
		return readResult(call, host, result);
	});
}

/** A refusal with status 200 is read before the SDK reads the answer: it would say the same without a code. */
function refusingFetch(call: ProviderCall, host: AiSdkHost): typeof globalThis.fetch {
	return async (input, init) => {
		const response = await call.orderThrough(input, init);
		const refusal = host.refusalIn?.(await readJson(response.clone()));
		if (refusal) throw call.refuse(refusal);
		return response;
	};
}

async function readJson(response: Response): Promise<unknown> {
	try {
		return await response.json();
	} catch {
		return null;
	}
}

function toCallOptions(
	host: AiSdkHost,
	request: ImageRequest,
	facts: ModelFacts | null,
	abortSignal: AbortSignal,
): CallOptions {
	const files = inputImages(request).map(({ bytes, kind }) => ({
		type: 'file' as const,
		mediaType: `image/${kind}`,
		data: bytes,
	}));
	const size = facts === null ? undefined : fixedSizeOf(facts.sizes, request);
	return {
		prompt: editInstruction(request),
		n: 1,
		size: size?.ratio === undefined ? `${request.width}x${request.height}` : undefined,
		aspectRatio: size?.ratio as `${number}:${number}` | undefined,
		seed: facts?.takesSeed ? request.seed : undefined,
		files: files.length === 0 ? undefined : files,
		mask: undefined,
		providerOptions: { [host.sdkName]: host.options(request, size) },
		abortSignal,
	};
}

function readResult(call: ProviderCall, host: AiSdkHost, result: AiSdkResult): ImageResult {
	const costMicrodollars = host.costOf?.(result.providerMetadata) ?? null;
	const image = result.images[0];
	if (!image) throw call.unreadable('the answer has no image in it', costMicrodollars);
	const bytes = typeof image === 'string' ? Buffer.from(image, 'base64') : image;
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP', costMicrodollars);
	if (kind === 'truncated') {
		throw call.unreadable(`the image breaks off after ${bytes.length} bytes`, costMicrodollars);
	}
	const usage = result.usage ? { ...result.usage } : null;
	return { bytes, revisedPrompt: null, seed: null, usage, costMicrodollars };
}
