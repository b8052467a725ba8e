import { OpenAI } from 'openai';
import type { ImageEditStreamEvent, ImageGenStreamEvent } from 'openai/resources/images';
import { LimnerError } from '../../errors/limner-error.ts';
import { factsAbout } from '../../models/find-model.ts';
import type { ModelFacts } from '../../models/model-facts.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import type { LimitReport } from '../call-pacer.ts';
import { readLimitHeaders } from '../read-limit-headers.ts';
import { readAnswer, readImage } from './openai-answer.ts';
import { toLimnerError } from './openai-errors.ts';
import { editOptions, generateOptions, type ModerationLevel } from './openai-options.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { watchTransport, type Transport } from '../watch-transport.ts';

export interface OpenAiProviderOptions {
	apiKey: string;
	/** With the version: https://api.openai.com/v1. */
	baseUrl: string;
	moderation?: ModerationLevel;
	/** Called with what every answer says about the key's limits. */
	onLimits?: (report: LimitReport) => void;
	/** In place of the model's own time. */
	timeoutSeconds?: number;
}

const NAME = 'openai';
/** For models that are not in the table, on servers that imitate this API. */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/** One call on its way. */
interface Call {
	client: OpenAI;
	transport: Transport;
	facts: ModelFacts | null;
	signal: AbortSignal;
	context: ImageCallContext;
}

export function createOpenAiProvider(options: OpenAiProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'synchronous',
		makeImage: (request, context) => makeImage(options, request, context),
	};
}

async function makeImage(
	options: OpenAiProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	const timeoutSeconds = options.timeoutSeconds ?? facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS;
	const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
	const transport = watchTransport();
	const call: Call = {
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
			: await sendGeneration(call, request, options.moderation ?? 'auto');
	} catch (error) {
		throw toLimnerError(error, {
			provider: NAME,
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
function createClient(options: OpenAiProviderOptions, transport: Transport, timeoutSeconds: number): OpenAI {
	return new OpenAI({
		apiKey: options.apiKey,
		baseURL: options.baseUrl,
		organization: null,
		project: null,
		maxRetries: 0,
		timeout: (timeoutSeconds + 5) * 1000,
		logLevel: 'off',
		fetch: transport.fetch,
	});
}

async function sendGeneration(
	call: Call,
	request: ImageRequest,
	moderation: ModerationLevel,
): Promise<ImageResult> {
	const body = generateOptions(request, call.context, moderation);
	if (request.partialImages === 0) {
		return readAnswer(await call.client.images.generate(body, callOptions(call)), call.facts);
	}
	return readStream(await call.client.images.generate({ ...body, stream: true }, callOptions(call)), call);
}

async function sendEdit(call: Call, request: ImageRequest): Promise<ImageResult> {
	const body = await editOptions(request, call.context);
	if (request.partialImages === 0) {
		return readAnswer(await call.client.images.edit(body, callOptions(call)), call.facts);
	}
	return readStream(await call.client.images.edit({ ...body, stream: true }, callOptions(call)), call);
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
				return readImage(event.b64_json, null, { ...event.usage }, call.facts);
		}
	}
	// The SDK ends an aborted stream as if it were complete.
	call.signal.throwIfAborted();
	throw streamEndedEarly();
}

/** Status 200 came before the image was made, so here it does not say that anything was billed. */
function streamEndedEarly(): LimnerError {
	return new LimnerError('provider_answer_unreadable', {
		subject: NAME,
		charged: 'unknown',
		cause: 'the stream ended without the finished image',
	});
}
