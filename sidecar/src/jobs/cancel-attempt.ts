import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { endAttempt } from '../storage/attempts.ts';

/**
 * Stops one image at whatever point it is. The ledger says so first, so that no later step begins; what runs in this
 * process is then broken off. False where it was finished already, or where everything it needs is paid for and
 * stored: it is rendered and offered then, as nobody should have to buy it again.
 */
export async function cancelAttempt(engine: Engine, attemptId: string): Promise<boolean> {
	if (await isPaidFor(engine, attemptId)) return false;
	const error = new LimnerError('cancelled', {
		cause: 'stopped by a person',
		charged: await wasCharged(engine, attemptId),
	});
	const stopped = await endAttempt(engine.database, attemptId, 'cancelled', error.toInfo());
	if (stopped) {
		engine.running.cancel(attemptId);
		await cancelTasks(engine, attemptId);
	}
	return stopped;
}

/** What the provider still works on is stopped there as well, where it can be; nobody waits for its answer. */
async function cancelTasks(engine: Engine, attemptId: string): Promise<void> {
	const tasks = await engine.database
		.selectFrom('calls')
		.select(['provider', 'remote_id'])
		.where('attempt_id', '=', attemptId)
		.where('remote_id', 'is not', null)
		.where('state', '!=', 'stored')
		.execute();
	for (const { provider, remote_id } of tasks) {
		const maker = engine.providers.get(provider)?.provider;
		if (!maker?.cancel || remote_id === null) continue;
		maker.cancel(remote_id).catch((error: unknown) => {
			engine.log.warn(
				{ error, attempt: attemptId, provider },
				'the task could not be stopped at the provider',
			);
		});
	}
}

async function isPaidFor(engine: Engine, attemptId: string): Promise<boolean> {
	const paid = await engine.database
		.selectFrom('attempts')
		.innerJoin('calls', 'calls.attempt_id', 'attempts.id')
		.select('attempts.id')
		.where('attempts.id', '=', attemptId)
		.where('attempts.finishing', '=', 1)
		.where('calls.kind', '!=', 'local')
		.where('calls.state', '=', 'stored')
		.executeTakeFirst();
	return paid !== undefined;
}

/** A provider that has been asked may charge for what nobody waits for any more. */
async function wasCharged(engine: Engine, attemptId: string): Promise<'no' | 'yes' | 'unknown'> {
	const calls = await engine.database
		.selectFrom('calls')
		.select('state')
		.where('attempt_id', '=', attemptId)
		.where('kind', '!=', 'local')
		.where('state', 'in', ['intent', 'submitted', 'stored', 'in_doubt'])
		.execute();
	if (calls.some(({ state }) => state !== 'stored')) return 'unknown';
	return calls.length > 0 ? 'yes' : 'no';
}
