import { z } from 'zod';
import { factsAbout } from '../../models/find-model.ts';
import type { LimitReport } from '../call-pacer.ts';
import { callOwnMachine } from '../call-own-machine.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import { pollTask } from '../poll-task.ts';
import type { ProviderAccess, ProviderCall } from '../provider-call.ts';
import { recogniseImage } from '../recognise-image.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { askHistory, findInQueue, readEntry, type ComfyUiFile } from './comfyui-answer.ts';
import { readComfyUiRefusal } from './comfyui-refusals.ts';
import { comfyUiOrder, fillOrder, type ComfyUiOrder, type ComfyUiSettings } from './comfyui-request.ts';
import { watchExecution } from './watch-execution.ts';

export interface ComfyUiProviderOptions extends ComfyUiSettings {
	baseUrl: string;
	timeoutSeconds?: number;
	onLimits?: (report: LimitReport) => void;
}

const NAME = 'comfyui';
/** A queue of one's own may be long, and each question is answered at once. */
const LONGEST_PAUSE = 1000;
const CANCEL_SECONDS = 10;

const acceptedSchema = z.object({ prompt_id: z.string().min(1) });
const uploadedSchema = z.object({ name: z.string().min(1), subfolder: z.string().nullish() });

/** `local`, as docs/decisions/060 says; yet an image that ComfyUI is at is found again by the id in the ledger. */
export function createComfyUiProvider(options: ComfyUiProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'local',
		makeImage: (request, context) => makeImage(options, request, context),
		cancel: (remoteId) => cancelPrompt(options, remoteId),
	};
}

async function makeImage(
	options: ComfyUiProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const facts = factsAbout(NAME, request.model);
	refuseImpossible(request, facts);
	const order = context.remoteId === null ? comfyUiOrder(request, options) : null;
	return callOwnMachine(accessOf(options, facts?.timeoutSeconds), context, async (call) => {
		const watching = await watchExecution(
			{ baseUrl: options.baseUrl, clientId: uuidOf(context.callKey), workflow: order?.workflow ?? null },
			request,
			{ ...context, signal: call.signal },
		);
		try {
			const promptId = context.remoteId ?? (await sendOrder(call, order, request, context));
			const entry = await pollTask({
				signal: call.signal,
				ask: () => askHistory(call, promptId),
				longestPause: LONGEST_PAUSE,
			});
			return await fetchImage(call, options.baseUrl, readEntry(call, entry), request.seed);
		} finally {
			watching.close();
		}
	});
}

function accessOf(options: ComfyUiProviderOptions, usualSeconds?: number): ProviderAccess {
	return {
		name: NAME,
		baseUrl: options.baseUrl,
		secret: '',
		headers: {},
		timeoutSeconds: options.timeoutSeconds ?? usualSeconds ?? 290,
		onLimits: options.onLimits,
		readRefusal: readComfyUiRefusal,
	};
}

/** Prompt and client have the same id, made from the call's key: a call that is sent again is the same prompt. */
async function sendOrder(
	call: ProviderCall,
	order: ComfyUiOrder | null,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<string> {
	if (order === null) throw new Error('an order is made where there is no remote id');
	const values = { ...order.values, ...(await uploadImages(call, order, context.callKey)) };
	const id = uuidOf(context.callKey);
	const answer = await call.order('/prompt', {
		json: {
			prompt: fillOrder({ ...order, values }),
			client_id: id,
			prompt_id: id,
			// Servers make no previews unless somebody asks.
			...(request.partialImages > 0 ? { extra_data: { preview_method: 'latent2rgb' } } : {}),
		},
	});
	const { prompt_id: promptId } = answer.read(acceptedSchema);
	await context.onSubmitted(promptId);
	return promptId;
}

/** By placeholder, the names under which nodes find them. */
async function uploadImages(
	call: ProviderCall,
	{ uploads }: ComfyUiOrder,
	callKey: string,
): Promise<ComfyUiOrder['values']> {
	const names: ComfyUiOrder['values'] = {};
	for (const { placeholder, image } of uploads) {
		const form = new FormData();
		const file = new Blob([Buffer.from(image.bytes)], { type: `image/${image.kind}` });
		form.set('image', file, `${callKey.slice(0, 16)}-${placeholder}.${image.kind}`);
		form.set('type', 'input');
		form.set('subfolder', 'limner');
		form.set('overwrite', 'true');
		const { name, subfolder } = (await call.ask('/upload/image', { form })).read(uploadedSchema);
		names[placeholder] = subfolder ? `${subfolder}/${name}` : name;
	}
	return names;
}

async function fetchImage(
	call: ProviderCall,
	baseUrl: string,
	{ filename, subfolder, type }: ComfyUiFile,
	seed: number,
): Promise<ImageResult> {
	const query = new URLSearchParams({ filename, subfolder: subfolder ?? '', type: type ?? 'output' });
	const bytes = await call.download(`${baseUrl}/view?${query}`);
	const kind = recogniseImage(bytes);
	if (kind === null) throw call.unreadable(`${filename} is no PNG, JPEG or WebP`);
	if (kind === 'truncated') throw call.unreadable(`${filename} breaks off after ${bytes.length} bytes`);
	return { bytes, revisedPrompt: null, seed, usage: null, costMicrodollars: 0 };
}

/** Older servers interrupt whatever runs, so it is only interrupted where that is this prompt. */
async function cancelPrompt(options: ComfyUiProviderOptions, promptId: string): Promise<void> {
	const access = { ...accessOf(options), timeoutSeconds: CANCEL_SECONDS };
	await callOwnMachine(access, { signal: new AbortController().signal }, async (call) => {
		const place = await findInQueue(call, promptId);
		if (place === 'pending') await call.ask('/queue', { json: { delete: [promptId] } });
		if (place === 'running') await call.ask('/interrupt', { json: { prompt_id: promptId } });
	});
}

/** The key is a hash in hexadecimal; ComfyUI takes ids in this form only. */
function uuidOf(callKey: string): string {
	return callKey.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
