import type { LimnerError } from '../../errors/limner-error.ts';
import { factsAbout } from '../../models/find-model.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask, type TaskState } from '../poll-task.ts';
import { callProvider, type ProviderAccess, type ProviderCall } from '../provider-call.ts';
import type { ProviderSettings } from '../provider-definition.ts';
import { recogniseImage } from '../recognise-image.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import {
	answerSchema,
	balanceSchema,
	dollarsToMicrodollars,
	errorIn,
	type RunwareError,
	type RunwareItem,
} from './runware-answer.ts';
import { readRunwareRefusal, refusalOf } from './runware-refusals.ts';
import { runwareTask, taskUuidOf, type RunwareTask } from './runware-request.ts';

type RunwareSettings = Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeoutSeconds' | 'onLimits'>;

const NAME = 'runware';
/** For models that are not in the table: their names are addresses of some hundred thousand (AIR). */
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 240;
const BALANCE_TIMEOUT_SECONDS = 15;

/** Orders, questions and everything else are tasks in an array, all to one address. */
export function createRunwareProvider(settings: RunwareSettings): ImageProvider {
	return {
		name: NAME,
		kind: 'polled',
		makeImage: (request, context) => makeImage(settings, request, context),
		readCredit: (signal) => readCredit(settings, signal),
	};
}

async function makeImage(
	settings: RunwareSettings,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const task = await runwareTask(request, facts, taskUuidOf(context.callKey));
	const seconds = facts?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS;
	return callProvider(accessOf(settings, request.model, seconds), context, async (call) => {
		const taskUUID = context.remoteId ?? (await submit(call, task, request.model, context));
		call.mark('unknown');
		const outcome = await pollTask({
			signal: call.signal,
			ask: () => askOnce(call, taskUUID),
			onProgress: context.onProgress,
		});
		if ('error' in outcome) throw failureOf(call, outcome.error, request.model);
		return fetchImage(call, outcome.item);
	});
}

async function submit(
	call: ProviderCall,
	task: RunwareTask,
	model: string,
	context: ImageCallContext,
): Promise<string> {
	const answer = await call.order('', { json: [task] });
	const error = errorIn(answer.body);
	if (error) throw call.refuse(refusalOf(error, model) ?? { code: 'provider_rejected_request' });
	answer.read(answerSchema);
	await context.onSubmitted(task.taskUUID);
	return task.taskUUID;
}

type Outcome = { item: RunwareItem } | { error: RunwareError };

/** A task that failed, or that nobody knows, is answered with an error, and with a status of its own. */
async function askOnce(call: ProviderCall, taskUUID: string): Promise<TaskState<Outcome>> {
	const json = [{ taskType: 'getResponse', taskUUID }];
	const answer = await call.ask('', { json, alsoRead: [400, 404] });
	const error = errorIn(answer.body);
	if (error) return { state: 'done', value: { error } };
	const items = answer.read(answerSchema).data ?? [];
	const item = items.find(({ status }) => status === 'success');
	if (item) return { state: 'done', value: { item } };
	const progress = items[0]?.progress;
	return { state: 'running', progress: progress == null ? null : progress / 100 };
}

/** What is refused for its contents, and what failed, is not billed; of everything else nobody says. */
function failureOf(call: ProviderCall, error: RunwareError, model: string): LimnerError {
	const refusal = refusalOf(error, model) ?? { code: 'outcome_in_doubt' as const };
	const isFree = refusal.code === 'provider_moderated' || refusal.code === 'provider_unavailable';
	const saidTimeout = /timeout/i.test(error.code ?? '');
	return call.refuse({ ...refusal, charged: isFree && !saidTimeout ? 'no' : 'unknown' });
}

async function fetchImage(call: ProviderCall, item: RunwareItem): Promise<ImageResult> {
	call.mark('yes');
	const costMicrodollars = item.cost == null ? null : dollarsToMicrodollars(item.cost);
	if (!item.imageURL) throw call.unreadable('the task is done and has no image in it', costMicrodollars);
	const bytes = await call.download(item.imageURL);
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable('what came is no PNG, JPEG or WebP', costMicrodollars);
	if (kind === 'truncated') {
		throw call.unreadable(`the image breaks off after ${bytes.length} bytes`, costMicrodollars);
	}
	return {
		bytes,
		revisedPrompt: null,
		seed: item.seed ?? null,
		usage: item.cost == null ? null : { cost: item.cost },
		costMicrodollars,
	};
}

function readCredit(settings: RunwareSettings, signal: AbortSignal): Promise<number> {
	return callProvider(accessOf(settings, '', BALANCE_TIMEOUT_SECONDS), { signal }, async (call) => {
		const task = {
			taskType: 'accountManagement',
			taskUUID: crypto.randomUUID(),
			operation: 'getDetails',
		};
		const answer = await call.ask('', { json: [task] });
		return dollarsToMicrodollars(answer.read(balanceSchema).data[0]?.balance.amount ?? 0);
	});
}

function accessOf(settings: RunwareSettings, model: string, seconds: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: settings.baseUrl,
		secret: settings.apiKey,
		headers: { authorization: `Bearer ${settings.apiKey}` },
		timeoutSeconds: settings.timeoutSeconds ?? seconds,
		onLimits: settings.onLimits,
		readRefusal: (refused) => readRunwareRefusal(refused, model),
	};
}
