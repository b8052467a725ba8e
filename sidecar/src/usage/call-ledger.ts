import { createHash } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { ImageResult } from '../providers/image-provider.ts';
import type { Database } from '../storage/database.ts';
import type { CallRow, CallState } from '../storage/tables.ts';

export type Operation = CallRow['operation'];

/** Names one paid call. Buying the same thing again is another number, never another request by chance. */
export function callKey(attemptId: string, operation: Operation, request: unknown, number: number): string {
	return createHash('sha256')
		.update(JSON.stringify([attemptId, operation, request, number]))
		.digest('hex');
}

/** Every time that an attempt tried to get this image, oldest first. */
export async function listCalls(
	database: Database,
	attemptId: string,
	operation?: Operation,
): Promise<CallRow[]> {
	const calls = database.selectFrom('calls').selectAll().where('attempt_id', '=', attemptId);
	const narrowed = operation === undefined ? calls : calls.where('operation', '=', operation);
	return narrowed.orderBy('number').execute();
}

export async function recordSubmitted(database: Database, key: string, remoteId: string): Promise<void> {
	await changeCall(database, key, { state: 'submitted', remote_id: remoteId, submitted_at: Date.now() });
}

/** The bytes are on disk: from here on nothing of this call is ever bought again. */
export async function recordStored(
	database: Database,
	key: string,
	result: ImageResult,
	sha256: string,
	estimate: number,
): Promise<void> {
	await changeCall(database, key, {
		state: 'stored',
		actual_microdollars: result.costMicrodollars ?? estimate,
		usage_json: result.usage && JSON.stringify(result.usage),
		revised_prompt: result.revisedPrompt,
		seed: result.seed,
		bytes_sha256: sha256,
		finished_at: Date.now(),
	});
}

/** What was reserved is free again unless the call was, or may have been, charged. */
export async function recordEnded(
	database: Database,
	key: string,
	state: Exclude<CallState, 'intent' | 'submitted' | 'stored'>,
	error: ErrorInfo,
): Promise<void> {
	await changeCall(database, key, {
		state,
		...(error.charged === 'no' ? { actual_microdollars: 0 } : {}),
		error_json: JSON.stringify(error),
		finished_at: Date.now(),
	});
}

export async function addIntent(database: Database, call: CallRow): Promise<void> {
	await database.insertInto('calls').values(call).execute();
}

/**
 * After a start: a synchronous call whose answer nobody can know any more is in doubt. Local ones are simply made
 * again, and submitted ones are polled.
 */
export async function doubtUnansweredCalls(database: Database): Promise<number> {
	const error: ErrorInfo = {
		code: 'outcome_in_doubt',
		retryable: false,
		cause: 'the sidecar stopped while the provider was making the image',
		charged: 'unknown',
		subject: '',
		amount: null,
	};
	const { numUpdatedRows } = await database
		.updateTable('calls')
		.set({ state: 'in_doubt', error_json: JSON.stringify(error), finished_at: Date.now() })
		.where('state', '=', 'intent')
		.where('kind', '!=', 'local')
		.executeTakeFirstOrThrow();
	return Number(numUpdatedRows);
}

async function changeCall(database: Database, key: string, changes: Partial<CallRow>): Promise<void> {
	await database.updateTable('calls').set(changes).where('key', '=', key).execute();
}
