import { setTimeout as wait } from 'node:timers/promises';
import { LimnerError } from '../errors/limner-error.ts';

/** What a provider says of a task. */
export type TaskState<Value> =
	| { state: 'running'; progress?: number | null }
	| { state: 'done'; value: Value }
	/** It ended badly, whatever the code: the provider itself said so, and asking again would hear the same. */
	| { state: 'failed'; error: LimnerError };

export interface PollOptions<Value> {
	signal: AbortSignal;
	/** Asks once. A passing failure (no connection, a busy server) is asked again; any other `LimnerError` ends it. */
	ask(): Promise<TaskState<Value>>;
	onProgress?: (fraction: number) => void;
	/** Milliseconds before the first question and after each early one; the pauses grow to `longestPause`. */
	firstPause?: number;
	longestPause?: number;
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
const GROWTH = 1.6;

/**
 * Asks until the task is done; the signal's deadline ends it. The task has an id and goes on whether it is asked or not,
 * so that what breaks on the way costs nothing but time.
 */
export async function pollTask<Value>(options: PollOptions<Value>): Promise<Value> {
	let pause = options.firstPause ?? FIRST_PAUSE;
	for (;;) {
		await wait(pause, undefined, { signal: options.signal });
		const answer = await askOnce(options);
		if (answer?.state === 'done') return answer.value;
		if (answer?.state === 'failed') throw answer.error;
		if (answer?.state === 'running' && answer.progress != null) options.onProgress?.(answer.progress);
		pause = Math.min(pause * GROWTH, options.longestPause ?? LONGEST_PAUSE);
	}
}

/** Null where the question could not be answered this time. */
async function askOnce<Value>({ ask, signal }: PollOptions<Value>): Promise<TaskState<Value> | null> {
	try {
		return await ask();
	} catch (error) {
		if (signal.aborted || !isPassing(error)) throw error;
		return null;
	}
}

function isPassing(error: unknown): boolean {
	if (!(error instanceof LimnerError)) return true;
	return ['provider_rate_limited', 'provider_unavailable', 'outcome_in_doubt'].includes(error.code);
}
