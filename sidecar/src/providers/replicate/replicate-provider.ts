import { factsAbout } from '../../models/find-model.ts';
import type { LimitReport } from '../call-pacer.ts';
import { dataUri, hostedInput } from '../hosted-input.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask, type TaskState } from '../poll-task.ts';
import { callProvider, type ProviderAccess, type ProviderCall } from '../provider-call.ts';
import { faultOfOutput } from '../recognise-output.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import type { InputImage } from '../require-image.ts';
import { samplerProgress } from '../sampler-progress.ts';
import { addressIn, fileSchema, predictionSchema, type Prediction } from './replicate-answer.ts';
import { formOf } from './replicate-forms.ts';
import { readFailedPrediction, readReplicateRefusal } from './replicate-refusals.ts';

export interface ReplicateProviderOptions {
	apiKey: string;
	/** With the version: https://api.replicate.com/v1. */
	baseUrl: string;
	timeoutSeconds?: number;
	onLimits?: (report: LimitReport) => void;
}

const NAME = 'replicate';
const DEFAULT_TIMEOUT_SECONDS = 300;
const CANCELLING_TIMEOUT_SECONDS = 20;
const LOST = 404;
/** Bytes; larger ones are uploaded: replicate.com/docs/topics/predictions/input-files recommends it from 1 MB on. */
const LARGEST_INLINE_IMAGE = 256 * 1024;

/**
 * Replicate's predictions: create, ask, fetch the file. Plain HTTP: the official client repeats a creation six times
 * within a tenth of a second when it is throttled. The output's address is good for an hour and fetched at once.
 */
export function createReplicateProvider(options: ReplicateProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'polled',
		makeImage: (request, context) => makeImage(options, request, context),
		cancel: (remoteId) => cancel(options, remoteId),
	};
}

async function makeImage(
	options: ReplicateProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const timeoutSeconds = options.timeoutSeconds ?? facts?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
	return callProvider(accessOf(options, request.model, timeoutSeconds), context, async (call) => {
		const remoteId = context.remoteId ?? (await create(call, request, context));
		call.mark('unknown');
		const prediction = await pollTask({
			signal: call.signal,
			ask: () => askForPrediction(call, remoteId),
			...(context.onProgress ? { onProgress: context.onProgress } : {}),
		});
		return readResult(call, request, prediction);
	});
}

/** Official models are named; all others carry a version: `owner/name:version`. */
async function create(call: ProviderCall, request: ImageRequest, context: ImageCallContext): Promise<string> {
	const facts = factsAbout(NAME, request.model);
	const input = await hostedInput(formOf(request.model), request, facts, (image) => addressOf(call, image));
	const [name, version] = request.model.split(':');
	const answer = version
		? await call.order('/predictions', { json: { version, input } })
		: await call.order(`/models/${name}/predictions`, { json: { input } });
	call.mark('unknown');
	const { id } = answer.read(predictionSchema);
	await context.onSubmitted(id);
	return id;
}

async function addressOf(call: ProviderCall, image: InputImage): Promise<string> {
	if (image.bytes.length <= LARGEST_INLINE_IMAGE) return dataUri(image);
	const form = new FormData();
	const { bytes, kind } = image;
	form.set('content', new Blob([new Uint8Array(bytes)], { type: `image/${kind}` }), `image.${kind}`);
	return (await call.ask('/files', { form })).read(fileSchema).urls.get;
}

async function askForPrediction(call: ProviderCall, remoteId: string): Promise<TaskState<Prediction>> {
	const answer = await call.ask(`/predictions/${encodeURIComponent(remoteId)}`, { alsoRead: [LOST] });
	if (answer.status === LOST) {
		const cause = 'Replicate does not know the prediction any more';
		return { state: 'failed', error: call.refuse({ code: 'outcome_in_doubt', charged: 'unknown', cause }) };
	}
	const prediction = answer.read(predictionSchema);
	const failure = readFailedPrediction(prediction);
	if (failure) return { state: 'failed', error: call.refuse(failure) };
	if (prediction.status !== 'succeeded') {
		return { state: 'running', progress: samplerProgress((prediction.logs ?? '').split(/[\r\n]+/)) };
	}
	call.mark('yes');
	return { state: 'done', value: prediction };
}

async function readResult(
	call: ProviderCall,
	request: ImageRequest,
	prediction: Prediction,
): Promise<ImageResult> {
	const address = addressIn(prediction.output);
	if (address === null) throw call.unreadable('the prediction succeeded and has no output');
	const bytes = await call.download(address);
	const fault = faultOfOutput(request.operation, bytes);
	if (fault !== null) throw call.unreadable(fault);
	const usage = prediction.metrics ? { ...prediction.metrics } : null;
	return { bytes, revisedPrompt: null, seed: null, usage, costMicrodollars: null };
}

async function cancel(options: ReplicateProviderOptions, remoteId: string): Promise<void> {
	const access = accessOf(options, '', CANCELLING_TIMEOUT_SECONDS);
	await callProvider(access, { signal: new AbortController().signal }, (call) =>
		call.ask(`/predictions/${encodeURIComponent(remoteId)}/cancel`, { method: 'POST', alsoRead: [LOST] }),
	);
}

function accessOf(options: ReplicateProviderOptions, model: string, timeoutSeconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: options.baseUrl,
		secret: options.apiKey,
		headers: { authorization: `Bearer ${options.apiKey}` },
		timeoutSeconds,
		...(options.onLimits ? { onLimits: options.onLimits } : {}),
		readRefusal: (refused) => readReplicateRefusal(refused, model),
	};
}
