import { createHash } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { ImageProvider, ImageRequest, ImageResult } from '../providers/image-provider.ts';
import type { AttemptWithGeneration } from '../storage/attempts.ts';
import type { CallRow, CallState, Lane } from '../storage/tables.ts';
import { requireBudget } from '../usage/budget.ts';
import {
	addIntent,
	callKey,
	listCalls,
	recordEnded,
	recordStored,
	recordSubmitted,
	type Operation,
} from '../usage/call-ledger.ts';

/** Room that one image with all its renditions may need on disk, in bytes. */
const ROOM_FOR_ONE_IMAGE = 64 * 1024 * 1024;

/** How often automation buys again by itself what may have been charged already. */
const LARGEST_AUTOMATIC_DOUBT = 1;

export interface PaidStep {
	operation: Operation;
	provider: ImageProvider;
	request: ImageRequest;
	/** Micro-dollars; null where the price is not known before. */
	price: number | null;
	onPartialImage(bytes: Uint8Array): void;
	onProgress(fraction: number): void;
}

/**
 * Gets one image, paying for it once: bytes that are stored are not bought again, a remote task is polled on, and what
 * may have been charged is bought again only by automation, and there once.
 */
export async function rememberPaidStep(
	engine: Engine,
	work: AttemptWithGeneration,
	step: PaidStep,
	signal: AbortSignal,
): Promise<CallRow> {
	const earlier = await listCalls(engine.database, work.attempt.id, step.operation);
	const stored = earlier.find((call) => call.state === 'stored');
	if (stored) return stored;
	const open = earlier.find((call) => call.state === 'submitted' || call.state === 'intent');
	if (open && canGoOn(open)) return runCall(engine, open, step, signal);
	if (open) await recordEnded(engine.database, open.key, 'in_doubt', inDoubt().toInfo());
	const doubts = earlier.filter((call) => call.state === 'in_doubt' || call === open).length;
	if (doubts > 0 && !mayBuyAgain(work.attempt.lane, doubts)) throw inDoubt();
	const call = await reserve(engine, work, step, earlier.length + 1);
	return runCall(engine, call, step, signal);
}

/** A person decides by herself whether to risk a second charge; automation risks it once. */
export function mayBuyAgain(lane: Lane, doubts: number): boolean {
	return lane !== 'interactive' && doubts <= LARGEST_AUTOMATIC_DOUBT;
}

/** A local call is simply made again, a submitted one is polled. */
function canGoOn(call: CallRow): boolean {
	return call.kind === 'local' || call.remote_id !== null;
}

function inDoubt(): LimnerError {
	return new LimnerError('outcome_in_doubt', {
		cause: 'the provider may have made and charged the image, and its answer was lost',
		charged: 'unknown',
	});
}

/** The intent is durable, and its price reserved, before anything is sent. */
async function reserve(
	engine: Engine,
	{ attempt, policy }: AttemptWithGeneration,
	step: PaidStep,
	number: number,
): Promise<CallRow> {
	await engine.images.requireRoom(ROOM_FOR_ONE_IMAGE);
	const countsAsImage = !engine.providers.get(step.provider.name)?.drawnWithoutAi;
	const { references, ...asked } = step.request;
	const call: CallRow = {
		key: callKey(attempt.id, step.operation, { ...asked, references: references.length }, number),
		attempt_id: attempt.id,
		generation_id: attempt.generation_id,
		site_id: attempt.site_id,
		post_id: attempt.post_id,
		person_id: attempt.person_id,
		operation: step.operation,
		number,
		provider: step.provider.name,
		model: step.request.model,
		kind: step.provider.kind,
		size: `${step.request.width}x${step.request.height}`,
		state: 'intent',
		remote_id: null,
		estimated_microdollars: step.price ?? 0,
		actual_microdollars: null,
		usage_json: null,
		revised_prompt: null,
		seed: null,
		bytes_sha256: null,
		error_json: null,
		counts_as_image: countsAsImage ? 1 : 0,
		created_at: Date.now(),
		submitted_at: null,
		finished_at: null,
	};
	const spender = {
		siteId: attempt.site_id,
		person: { id: attempt.person_id, name: attempt.person_name },
		postId: attempt.post_id,
		generationId: attempt.generation_id,
	};
	const purchase = {
		price: step.provider.kind === 'local' ? 0 : step.price,
		images: countsAsImage ? 1 : 0,
	};
	await engine.database.transaction().execute(async (transaction) => {
		await requireBudget(transaction, policy, spender, purchase);
		await addIntent(transaction, call);
	});
	return call;
}

async function runCall(engine: Engine, call: CallRow, step: PaidStep, signal: AbortSignal): Promise<CallRow> {
	const result = await makeImage(engine, call, step, signal);
	// Before anything else may fail: these bytes are paid for.
	const sha256 = await engine.images.save(result.bytes);
	await recordStored(engine.database, call.key, result, sha256, call.estimated_microdollars);
	return {
		...call,
		state: 'stored',
		bytes_sha256: sha256,
		revised_prompt: result.revisedPrompt,
		actual_microdollars: result.costMicrodollars ?? call.estimated_microdollars,
	};
}

async function makeImage(
	engine: Engine,
	call: CallRow,
	step: PaidStep,
	signal: AbortSignal,
): Promise<ImageResult> {
	try {
		return await step.provider.makeImage(step.request, {
			signal,
			callKey: call.key,
			safetyIdentifier: createHash('sha256').update(`${call.site_id} ${call.person_id}`).digest('hex'),
			remoteId: call.remote_id,
			onSubmitted: (remoteId) => recordSubmitted(engine.database, call.key, remoteId),
			onPartialImage: step.onPartialImage,
			onProgress: step.onProgress,
		});
	} catch (error) {
		const info = toInfo(error, call, signal);
		await recordEnded(engine.database, call.key, callStateOf(info), info);
		throw error;
	}
}

/** What is thrown as no error of ours may have happened after the provider was asked. */
function toInfo(error: unknown, call: CallRow, signal: AbortSignal): ErrorInfo {
	if (error instanceof LimnerError) return error.toInfo();
	const charged = call.kind === 'local' ? 'no' : 'unknown';
	const code = signal.aborted ? 'cancelled' : 'internal';
	return new LimnerError(code, { cause: String(error), charged, origin: error }).toInfo();
}

function callStateOf(error: ErrorInfo): Exclude<CallState, 'intent' | 'submitted' | 'stored'> {
	if (error.code === 'cancelled') return 'cancelled';
	if (error.charged === 'unknown') return 'in_doubt';
	return error.code === 'provider_moderated' || error.code === 'provider_rejected_request'
		? 'refused'
		: 'failed';
}
