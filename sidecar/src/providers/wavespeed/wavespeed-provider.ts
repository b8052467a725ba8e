import { factsAbout } from '../../models/find-model.ts';
import type { LimitReport } from '../call-pacer.ts';
import { hostedInput } from '../hosted-input.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask, type TaskState } from '../poll-task.ts';
import {
	callProvider,
	type ProviderAccess,
	type ProviderAnswer,
	type ProviderCall,
} from '../provider-call.ts';
import { faultOfOutput } from '../recognise-output.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import type { InputImage } from '../require-image.ts';
import { balanceSchema, resultSchema, submittedSchema, uploadedSchema } from './wavespeed-answer.ts';
import { formOf } from './wavespeed-forms.ts';
import { readFailedTask, readWaveSpeedRefusal } from './wavespeed-refusals.ts';

export interface WaveSpeedProviderOptions {
	apiKey: string;
	/** Without the version: https://api.wavespeed.ai. */
	baseUrl: string;
	timeoutSeconds?: number;
	onLimits?: (report: LimitReport) => void;
}

const NAME = 'wavespeed';
const DEFAULT_TIMEOUT_SECONDS = 300;
const LOST = 404;
const MICRODOLLARS = 1_000_000;

/**
 * WaveSpeed's tasks: upload pictures, submit, ask, fetch the file. Plain HTTP, as the official client takes no abort
 * signal and writes to the console. There is no way to stop a task.
 */
export function createWaveSpeedProvider(options: WaveSpeedProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'polled',
		makeImage: (request, context) => makeImage(options, request, context),
		readCredit: (signal) => readCredit(options, signal),
	};
}

async function makeImage(
	options: WaveSpeedProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const timeoutSeconds = options.timeoutSeconds ?? facts?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
	return callProvider(accessOf(options, request.model, timeoutSeconds), context, async (call) => {
		const remoteId = context.remoteId ?? (await submit(call, request, context));
		call.mark('unknown');
		const outputs = await pollTask({ signal: call.signal, ask: () => askForResult(call, remoteId) });
		const [address] = outputs;
		if (address === undefined) throw call.unreadable('the task is completed and has no output');
		const bytes = await call.download(address);
		const fault = faultOfOutput(request.operation, bytes);
		if (fault !== null) throw call.unreadable(fault);
		return { bytes, revisedPrompt: null, seed: null, usage: null, costMicrodollars: null };
	});
}

async function submit(call: ProviderCall, request: ImageRequest, context: ImageCallContext): Promise<string> {
	const facts = factsAbout(NAME, request.model);
	const json = await hostedInput(formOf(request.model), request, facts, (image) => upload(call, image));
	const answer = await call.order(`/api/v3/${request.model}`, { json });
	requireSuccess(call, answer, request.model);
	call.mark('unknown');
	const remoteId = answer.read(submittedSchema).data?.id;
	if (!remoteId) throw call.unreadable('the task has no id');
	await context.onSubmitted(remoteId);
	return remoteId;
}

/** wavespeed.ai/docs/upload-files-api. What is uploaded is kept for seven days. */
async function upload(call: ProviderCall, { bytes, kind }: InputImage): Promise<string> {
	const form = new FormData();
	form.set('file', new Blob([new Uint8Array(bytes)], { type: `image/${kind}` }), `image.${kind}`);
	const answer = await call.ask('/api/v3/media/upload/binary', { form });
	const address = answer.read(uploadedSchema).data?.download_url;
	if (!address) throw call.refuse({ code: 'provider_unavailable', cause: 'the upload has no address' });
	return address;
}

async function askForResult(call: ProviderCall, remoteId: string): Promise<TaskState<string[]>> {
	const answer = await call.ask(`/api/v3/predictions/${encodeURIComponent(remoteId)}/result`, {
		alsoRead: [LOST],
	});
	const result = answer.status === LOST ? null : answer.read(resultSchema).data;
	if (!result) {
		const cause = 'WaveSpeed does not know the task any more';
		return { state: 'failed', error: call.refuse({ code: 'outcome_in_doubt', charged: 'unknown', cause }) };
	}
	const failure = readFailedTask(result);
	if (failure) return { state: 'failed', error: call.refuse(failure) };
	if (result.status !== 'completed') return { state: 'running' };
	call.mark('yes');
	return { state: 'done', value: result.outputs ?? [] };
}

/** A refusal may come with status 200 and say so inside. */
function requireSuccess(call: ProviderCall, answer: ProviderAnswer, model: string): void {
	const { code } = answer.read(submittedSchema);
	if (code == null || code === 200) return;
	const refused = { status: code, headers: answer.headers, body: answer.body };
	throw call.refuse(readWaveSpeedRefusal(refused, model) ?? { code: 'provider_rejected_request' });
}

async function readCredit(options: WaveSpeedProviderOptions, signal: AbortSignal): Promise<number> {
	const access = accessOf(options, '', 20);
	return callProvider(access, { signal }, async (call) => {
		const { data } = (await call.ask('/api/v3/balance')).read(balanceSchema);
		if (!data) throw call.unreadable('the answer has no balance');
		return Math.round(data.balance * MICRODOLLARS);
	});
}

function accessOf(options: WaveSpeedProviderOptions, model: string, timeoutSeconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: options.baseUrl,
		secret: options.apiKey,
		headers: { authorization: `Bearer ${options.apiKey}` },
		timeoutSeconds,
		...(options.onLimits ? { onLimits: options.onLimits } : {}),
		readRefusal: (refused) => readWaveSpeedRefusal(refused, model),
	};
}
