import { LimnerError } from '../../errors/limner-error.ts';
import { factsAbout } from '../../models/find-model.ts';
import type { LimitReport } from '../call-pacer.ts';
import { dataUri, hostedInput } from '../hosted-input.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask, type TaskState } from '../poll-task.ts';
import { callProvider, type ProviderAccess, type ProviderCall } from '../provider-call.ts';
import { faultOfOutput } from '../recognise-output.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { addressOf, resultSchema, statusSchema, submittedSchema, type FalResult } from './fal-answer.ts';
import { samplerProgress } from '../sampler-progress.ts';
import { endpointFor } from './fal-endpoints.ts';
import { readFalRefusal } from './fal-refusals.ts';

export interface FalProviderOptions {
	apiKey: string;
	/** Of the queue: https://queue.fal.run. */
	baseUrl: string;
	timeoutSeconds?: number;
	onLimits?: (report: LimitReport) => void;
}

const NAME = 'fal';
const DEFAULT_TIMEOUT_SECONDS = 300;
const CANCELLING_TIMEOUT_SECONDS = 20;
/** A request that nobody knows any more. */
const LOST = 404;

/**
 * fal's queue: submit, ask, fetch the answer, fetch the file. Plain HTTP, as fal's own client repeats a submission after a
 * network error. The remote id is the request's path below the base address: `/fal-ai/flux-2-pro/requests/<id>`.
 */
export function createFalProvider(options: FalProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'polled',
		makeImage: (request, context) => makeImage(options, request, context),
		cancel: (remoteId) => cancel(options, remoteId),
	};
}

async function makeImage(
	options: FalProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const timeoutSeconds = options.timeoutSeconds ?? facts?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
	return callProvider(accessOf(options, request.model, timeoutSeconds), context, async (call) => {
		const remoteId = context.remoteId ?? (await submit(call, options, request, context));
		call.mark('unknown');
		await pollTask({
			signal: call.signal,
			ask: () => askForState(call, remoteId),
			...(context.onProgress ? { onProgress: context.onProgress } : {}),
		});
		const result = await pollTask({
			signal: call.signal,
			firstPause: 0,
			ask: () => askForResult(call, remoteId),
		});
		return readResult(call, request, result);
	});
}

async function submit(
	call: ProviderCall,
	options: FalProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<string> {
	const { path, form } = endpointFor(request.model, request.operation);
	const facts = factsAbout(NAME, request.model);
	const json = await hostedInput(form, request, facts, (image) => Promise.resolve(dataUri(image)));
	const answer = await call.order(`/${path}`, { json });
	call.mark('unknown');
	const submitted = answer.read(submittedSchema);
	const remoteId = pathBelow(options.baseUrl, submitted.response_url) ?? pathFor(path, submitted.request_id);
	await context.onSubmitted(remoteId);
	return remoteId;
}

/** Null where the address is somebody else's: it would be sent the key. */
function pathBelow(baseUrl: string, address: string | null | undefined): string | null {
	return address?.startsWith(`${baseUrl}/`) ? address.slice(baseUrl.length) : null;
}

/** As fal's client builds it: owner and app, without the rest of the path. */
function pathFor(path: string, requestId: string): string {
	return `/${path.split('/').slice(0, 2).join('/')}/requests/${encodeURIComponent(requestId)}`;
}

async function askForState(call: ProviderCall, remoteId: string): Promise<TaskState<null>> {
	const answer = await call.ask(`${remoteId}/status?logs=1`, { alsoRead: [LOST] });
	if (answer.status === LOST) return lost(call);
	const { status, logs } = answer.read(statusSchema);
	return status === 'COMPLETED'
		? { state: 'done', value: null }
		: { state: 'running', progress: samplerProgress((logs ?? []).map(({ message }) => message)) };
}

/** Completed says nothing about success; the answer's own status does, and asking again would hear the same. */
async function askForResult(call: ProviderCall, remoteId: string): Promise<TaskState<FalResult>> {
	try {
		const answer = await call.ask(remoteId, { alsoRead: [LOST] });
		if (answer.status === LOST) return lost(call);
		call.mark('yes');
		return { state: 'done', value: answer.read(resultSchema) };
	} catch (error) {
		if (error instanceof LimnerError && error.code === 'provider_unavailable' && !call.signal.aborted) {
			return { state: 'failed', error };
		}
		throw error;
	}
}

function lost(call: ProviderCall): TaskState<never> {
	const cause = 'fal does not know the request any more';
	return { state: 'failed', error: call.refuse({ code: 'outcome_in_doubt', charged: 'unknown', cause }) };
}

async function readResult(
	call: ProviderCall,
	request: ImageRequest,
	result: FalResult,
): Promise<ImageResult> {
	if (result.has_nsfw_concepts?.[0] === true) {
		// The image comes black, and is billed.
		throw call.refuse({ code: 'provider_moderated', charged: 'yes', cause: 'has_nsfw_concepts' });
	}
	const address = addressOf(result);
	if (address === null) throw call.unreadable('the answer has no file in it');
	const bytes = await call.download(address);
	const fault = faultOfOutput(request.operation, bytes);
	if (fault !== null) throw call.unreadable(fault);
	return { bytes, revisedPrompt: null, seed: result.seed ?? null, usage: null, costMicrodollars: null };
}

async function cancel(options: FalProviderOptions, remoteId: string): Promise<void> {
	const access = accessOf(options, '', CANCELLING_TIMEOUT_SECONDS);
	// 400: it was done already; 404: nobody knows it.
	const done = [400, LOST];
	await callProvider(access, { signal: new AbortController().signal }, (call) =>
		call.ask(`${remoteId}/cancel`, { method: 'PUT', alsoRead: done }),
	);
}

function accessOf(options: FalProviderOptions, model: string, timeoutSeconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: options.baseUrl,
		secret: options.apiKey,
		headers: { authorization: `Key ${options.apiKey}`, accept: 'application/json' },
		timeoutSeconds,
		...(options.onLimits ? { onLimits: options.onLimits } : {}),
		readRefusal: (refused) => readFalRefusal(refused, model),
	};
}
