import { OpenAI } from 'openai';
import type {
	ImageEditParamsNonStreaming,
	ImageEditStreamEvent,
	ImageGenerateParamsNonStreaming,
	ImageGenStreamEvent,
} from 'openai/resources/images';
import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { LimnerError } from '../../errors/limner-error.ts';
import { factsAbout } from '../../models/find-model.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import type { LimitReport } from '../call-pacer.ts';
import { readLimitHeaders } from '../read-limit-headers.ts';
import { downloadImage } from '../download-image.ts';
import { addressIn, readAnswer, readImage } from './openai-answer.ts';
import { toLimnerError } from './openai-errors.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { watchTransport, type Transport } from '../watch-transport.ts';

export interface ImagesApiOptions {
	/** Empty where a server takes none. */
	apiKey: string;
	/** With the version: https://api.openai.com/v1. */
	baseUrl: string;
	/** Called with what every answer says about the key's limits. */
	onLimits?: (report: LimitReport) => void;
	/** In place of the model's own time. */
	timeoutSeconds?: number;
}

/** In what servers of this API differ. */
export interface ImagesApiDialect {
	/** The provider's name, for facts and errors. */
	name: string;
	generateOptions(request: ImageRequest, context: ImageCallContext): ImageGenerateParamsNonStreaming;
	editOptions(request: ImageRequest, context: ImageCallContext): Promise<ImageEditParamsNonStreaming>;
	/** What a 403 without any code means; not set: what OpenAI means by it. */
	codelessRefusal?: ErrorCode;
	/** Some answer with the image's address in place of the image. */
	answersWithAddress: boolean;
}

/** For models that are not in the table. */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/** One call on its way. */
interface Call {
	dialect: ImagesApiDialect;
	baseUrl: string;
	client: OpenAI;
	transport: Transport;
	facts: ModelFacts | null;
	signal: AbortSignal;
	context: ImageCallContext;
}

/** A provider that speaks OpenAI's images API through OpenAI's client. */
export function createImagesApiProvider(options: ImagesApiOptions, dialect: ImagesApiDialect): ImageProvider {
	return {
		name: dialect.name,
		kind: 'synchronous',
		makeImage: (request, context) => makeImage(options, dialect, request, context),
	};
}

async function makeImage(
	options: ImagesApiOptions,
	dialect: ImagesApiDialect,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(dialect.name, request.model);
	const timeoutSeconds = options.timeoutSeconds ?? facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS;
	const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
	const transport = watchTransport();
	const call: Call = {
		dialect,
		baseUrl: options.baseUrl,
		client: createClient(options, transport, timeoutSeconds),
		transport,
		facts,
		signal: AbortSignal.any([context.signal, deadline]),
		context,
	};
	try {
		refuseImpossible(request, facts);
		return request.source !== null || request.references.length > 0
			? await sendEdit(call, request)
			: await sendGeneration(call, request);
	} catch (error) {
		throw toLimnerError(error, {
			provider: dialect.name,
			codelessRefusal: dialect.codelessRefusal,
			request,
			transport,
			cancelled: context.signal.aborted,
			timedOut: deadline.aborted,
			timeoutSeconds,
			apiKey: options.apiKey,
		});
	} finally {
		if (transport.answer) options.onLimits?.(readLimitHeaders(transport.answer.headers, new Date()));
	}
}

/**
 * A client for one call, so that the call's transport can be watched. `maxRetries` is 0: the SDK would buy again after a
 * timeout. Its own timeout ends with the headers, so it comes after ours, which holds until the last byte.
 */
function createClient(options: ImagesApiOptions, transport: Transport, timeoutSeconds: number): OpenAI {
	return new OpenAI({
		// Left empty, the SDK would take the environment's key for OpenAI and show it to another server.
		apiKey: options.apiKey || 'none',
		...(options.apiKey === '' ? { defaultHeaders: { authorization: null } } : {}),
		baseURL: options.baseUrl,
		organization: null,
		project: null,
		maxRetries: 0,
		timeout: (timeoutSeconds + 5) * 1000,
		logLevel: 'off',
		fetch: transport.fetch,
	});
}

async function sendGeneration(call: Call, request: ImageRequest): Promise<ImageResult> {
	const body = call.dialect.generateOptions(request, call.context);
	if (request.partialImages === 0) {
		return readWhole(await call.client.images.generate(body, callOptions(call)), call);
	}
	return readStream(await call.client.images.generate({ ...body, stream: true }, callOptions(call)), call);
}

async function sendEdit(call: Call, request: ImageRequest): Promise<ImageResult> {
	const body = await call.dialect.editOptions(request, call.context);
	if (request.partialImages === 0) {
		return readWhole(await call.client.images.edit(body, callOptions(call)), call);
	}
	return readStream(await call.client.images.edit({ ...body, stream: true }, callOptions(call)), call);
}

/** The address is the server's own, or somebody else's that is checked. */
async function readWhole(answer: unknown, call: Call): Promise<ImageResult> {
	const { name, answersWithAddress } = call.dialect;
	const address = answersWithAddress ? addressIn(answer) : null;
	if (address === null) return readAnswer(answer, call.facts, name);
	const bytes = await downloadImage(address, { signal: call.signal, trustedBaseUrl: call.baseUrl });
	return readImage(Buffer.from(bytes).toString('base64'), null, null, call.facts, name);
}

/** The request id of our own is documented for support; it also tells calls apart in a gateway's log. */
function callOptions(call: Call) {
	return { signal: call.signal, headers: { 'X-Client-Request-Id': call.context.callKey } };
}

async function readStream(
	stream: AsyncIterable<ImageGenStreamEvent | ImageEditStreamEvent>,
	call: Call,
): Promise<ImageResult> {
	for await (const event of stream) {
		switch (event.type) {
			case 'image_generation.partial_image':
			case 'image_edit.partial_image':
				call.context.onPartialImage(Buffer.from(event.b64_json, 'base64'));
				break;
			case 'image_generation.completed':
			case 'image_edit.completed':
				return readImage(event.b64_json, null, { ...event.usage }, call.facts, call.dialect.name);
		}
	}
	// The SDK ends an aborted stream as if it were complete.
	call.signal.throwIfAborted();
	throw streamEndedEarly(call.dialect.name);
}

/** Status 200 came before the image was made, so here it does not say that anything was billed. */
function streamEndedEarly(provider: string): LimnerError {
	return new LimnerError('provider_answer_unreadable', {
		subject: provider,
		charged: 'unknown',
		cause: 'the stream ended without the finished image',
	});
}
