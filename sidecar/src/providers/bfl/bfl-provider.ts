import { factsAbout } from '../../models/find-model.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask, type TaskState } from '../poll-task.ts';
import { callProvider, type ProviderAccess, type ProviderCall } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { recogniseImage } from '../recognise-image.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import {
	creditsSchema,
	creditsToMicrodollars,
	pollingUrlOf,
	readRemoteId,
	resultSchema,
	submittedSchema,
	writeRemoteId,
	type BflTask,
} from './bfl-answer.ts';
import { endOfTask, readBflRefusal } from './bfl-refusals.ts';
import { bflOrder, type BflOrder } from './bfl-request.ts';

type BflSettings = Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeoutSeconds' | 'onLimits'>;

const NAME = 'bfl';
/** For models that are not in the table. */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 240;
const CREDIT_TIMEOUT_SECONDS = 15;

/** Every image is a task that is submitted, asked for and fetched. */
export function createBflProvider(settings: BflSettings): ImageProvider {
	return {
		name: NAME,
		kind: 'polled',
		makeImage: (request, context) => makeImage(settings, request, context),
		readCredit: (signal) => readCredit(settings, signal),
	};
}

async function makeImage(
	settings: BflSettings,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const order = await bflOrder(request, facts);
	const seconds = facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS;
	return callProvider(accessOf(settings, request.model, seconds), context, async (call) => {
		const task =
			context.remoteId === null
				? await submit(call, order, settings.baseUrl, context)
				: readRemoteId(context.remoteId);
		call.mark('unknown');
		const finished = await pollTask({
			signal: call.signal,
			ask: () => askOnce(call, task),
			onProgress: context.onProgress,
		});
		const ended = endOfTask(call, finished.status, finished.details);
		if (ended) throw ended;
		return fetchImage(call, finished.result, task);
	});
}

async function submit(
	call: ProviderCall,
	order: BflOrder,
	baseUrl: string,
	context: ImageCallContext,
): Promise<BflTask> {
	const answer = await call.order(order.path, { json: order.body });
	const submitted = answer.read(submittedSchema);
	const task = { pollingUrl: pollingUrlOf(submitted, baseUrl), credits: submitted.cost ?? null };
	await context.onSubmitted(writeRemoteId(task));
	return task;
}

type Result = ReturnType<typeof resultSchema.parse>;

/** A task that nobody knows is answered with 200 or with 404, by region. */
async function askOnce(call: ProviderCall, task: BflTask): Promise<TaskState<Result>> {
	const answer = await call.ask(task.pollingUrl, { alsoRead: [404] });
	const result: Result = answer.status === 404 ? { status: 'Task not found' } : answer.read(resultSchema);
	const isOver = result.status === 'Ready' || endOfTask(call, result.status, null) !== null;
	return isOver ? { state: 'done', value: result } : { state: 'running', progress: result.progress };
}

async function fetchImage(call: ProviderCall, result: Result['result'], task: BflTask): Promise<ImageResult> {
	call.mark('yes');
	const costMicrodollars = task.credits === null ? null : creditsToMicrodollars(task.credits);
	if (!result?.sample) throw call.unreadable('the task is ready and has no image in it', costMicrodollars);
	const bytes = await call.download(result.sample);
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP', costMicrodollars);
	if (kind === 'truncated') {
		throw call.unreadable(`the image breaks off after ${bytes.length} bytes`, costMicrodollars);
	}
	return {
		bytes,
		revisedPrompt: null,
		seed: result.seed ?? null,
		usage: task.credits === null ? null : { credits: task.credits },
		costMicrodollars,
	};
}

function readCredit(settings: BflSettings, signal: AbortSignal): Promise<number> {
	return callProvider(accessOf(settings, '', CREDIT_TIMEOUT_SECONDS), { signal }, async (call) => {
		const answer = await call.ask('/v1/credits');
		return creditsToMicrodollars(answer.read(creditsSchema).credits);
	});
}

function accessOf(settings: BflSettings, model: string, seconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: settings.baseUrl,
		secret: settings.apiKey,
		headers: { 'x-key': settings.apiKey, accept: 'application/json' },
		timeoutSeconds: settings.timeoutSeconds ?? seconds,
		onLimits: settings.onLimits,
		readRefusal: (refused) => readBflRefusal(refused, model),
	};
}
