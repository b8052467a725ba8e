import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { addStart, clearStarts } from '../storage/attempts.ts';
import type { AttemptRow } from '../storage/tables.ts';
import { listCalls, recordEnded } from '../usage/call-ledger.ts';
import { OneAtATime } from './one-at-a-time.ts';

/** A step of an attempt that broke off so often, without an end of whatever kind, is not begun again. */
export const MOST_STARTS = 5;
/** From here on an attempt is suspected of ending this process, and those that are suspected run alone. */
const SUSPECTED_AFTER = 2;

/** What runs beside a step that ends the process is innocent, but breaks off as often. */
const suspects = new OneAtATime();

/**
 * Runs a step of an attempt, and notes in the ledger that it was begun until it has ended: what ends the process is
 * found there at the next start.
 */
export async function countStart<T>(
	engine: Pick<Engine, 'database'>,
	attempt: Pick<AttemptRow, 'id' | 'starts'>,
	signal: AbortSignal,
	step: () => Promise<T>,
): Promise<T> {
	if (attempt.starts < SUSPECTED_AFTER) return countedStep(engine, attempt.id, step);
	return suspects.run('suspects', async () => {
		signal.throwIfAborted();
		return countedStep(engine, attempt.id, step);
	});
}

async function countedStep<T>(
	{ database }: Pick<Engine, 'database'>,
	attemptId: string,
	step: () => Promise<T>,
): Promise<T> {
	await addStart(database, attemptId);
	try {
		return await step();
	} finally {
		await clearStarts(database, attemptId);
	}
}

/**
 * What there is to say of an attempt whose step broke off too often; null where it may be begun again. A paid call
 * whose answer nobody saw ends in doubt.
 */
export async function refuseToStart(
	{ database, log }: Pick<Engine, 'database' | 'log'>,
	attempt: Pick<AttemptRow, 'id' | 'starts'>,
): Promise<LimnerError | null> {
	if (attempt.starts < MOST_STARTS) return null;
	const cause = `the image service ended ${attempt.starts} times while it worked at this image`;
	const calls = (await listCalls(database, attempt.id)).filter(({ kind }) => kind !== 'local');
	const open = calls.filter(({ state }) => state === 'intent' || state === 'submitted');
	const isPaid = calls.some(({ state }) => state === 'stored');
	const charged = open.length > 0 ? 'unknown' : isPaid ? 'yes' : 'no';
	const error = new LimnerError('image_stops_service', { cause, charged, amount: attempt.starts });
	for (const call of open) await recordEnded(database, call.key, 'in_doubt', error.toInfo());
	// Whoever asks for it once more has the same number of tries.
	await clearStarts(database, attempt.id);
	log.error({ attempt: attempt.id, starts: attempt.starts }, 'an image ends this process: it is given up');
	return error;
}
