import { factsAbout } from '../../models/find-model.ts';
import type { LimitReport } from '../call-pacer.ts';
import { callOwnMachine } from '../call-own-machine.ts';
import type { ImageCallContext, ImageProvider, ImageRequest, ImageResult } from '../image-provider.ts';
import type { ProviderAccess, ProviderCall } from '../provider-call.ts';
import { refuseImpossible } from '../refuse-impossible.ts';
import { readAutomatic1111Answer } from './automatic1111-answer.ts';
import { readAutomatic1111Refusal } from './automatic1111-refusals.ts';
import { automatic1111Order, type Automatic1111Order } from './automatic1111-request.ts';
import { interruptTask } from './interrupt-task.ts';
import { requireCheckpoint } from './require-checkpoint.ts';
import { watchProgress } from './watch-progress.ts';

export interface Automatic1111ProviderOptions {
	/** `user:password`; empty where the web UI asks for none. */
	auth: string;
	baseUrl: string;
	/** Null: whatever is loaded. */
	checkpoint: string | null;
	timeoutSeconds?: number;
	onLimits?: (report: LimitReport) => void;
}

const NAME = 'automatic1111';
const UNKNOWN_MODEL_TIMEOUT_SECONDS = 290;

/** `local`, as docs/decisions/060 says: a crash leaves nothing to pay, and what was being made is made again. */
export function createAutomatic1111Provider(options: Automatic1111ProviderOptions): ImageProvider {
	return {
		name: NAME,
		kind: 'local',
		makeImage: (request, context) => makeImage(options, request, context),
	};
}

async function makeImage(
	options: Automatic1111ProviderOptions,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	refuseImpossible(request, factsAbout(NAME, request.model));
	const order = await automatic1111Order(request, options.checkpoint, context.callKey);
	const access = accessOf(options, request.model);
	return callOwnMachine(access, context, async (call) => {
		if (options.checkpoint !== null && request.operation !== 'upscale') {
			await requireCheckpoint(call, options.checkpoint);
		}
		return sendOrder(access, call, order, request, context);
	});
}

function accessOf(options: Automatic1111ProviderOptions, model: string): ProviderAccess {
	const { baseUrl, onLimits, timeoutSeconds } = options;
	const credentials = Buffer.from(options.auth).toString('base64');
	return {
		name: NAME,
		baseUrl,
		secret: credentials,
		headers: credentials === '' ? {} : { authorization: `Basic ${credentials}` },
		timeoutSeconds:
			timeoutSeconds ?? factsAbout(NAME, model)?.timeoutSeconds ?? UNKNOWN_MODEL_TIMEOUT_SECONDS,
		onLimits,
		readRefusal: readAutomatic1111Refusal,
	};
}

/** The answer comes when the image is done; meanwhile the web UI is asked how far it is. */
async function sendOrder(
	access: ProviderAccess,
	call: ProviderCall,
	order: Automatic1111Order,
	request: ImageRequest,
	context: ImageCallContext,
): Promise<ImageResult> {
	const ended = new AbortController();
	const watching = watchProgress(access, request, context, ended.signal);
	try {
		const answer = await call.order(order.path, { json: order.body });
		return readAutomatic1111Answer(call, answer);
	} catch (error) {
		// Hanging up does not stop the web UI: it would go on for nobody.
		if (call.signal.aborted) await interruptTask(access, order.taskId);
		throw error;
	} finally {
		ended.abort();
		await watching;
	}
}
