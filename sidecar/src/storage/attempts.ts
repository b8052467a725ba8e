import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import type { OperationOrder } from '@limner/shared/contracts/operation';
import type { Policy } from '@limner/shared/contracts/policy';
import type { Database } from './database.ts';
import type { AttemptRow, AttemptState, GenerationRow, Lane } from './tables.ts';

export const RUNNING_STATES: readonly AttemptState[] = ['accepted', 'making'];

export interface AttemptWithGeneration {
	attempt: AttemptRow;
	generation: GenerationRow;
	policy: Policy;
	operation: OperationOrder;
}

export async function findAttempt(database: Database, attemptId: string): Promise<AttemptRow | undefined> {
	return database.selectFrom('attempts').selectAll().where('id', '=', attemptId).executeTakeFirst();
}

export async function findNewestAttempt(database: Database, slotId: string): Promise<AttemptRow | undefined> {
	return database
		.selectFrom('attempts')
		.selectAll()
		.where('slot_id', '=', slotId)
		.orderBy('accepted_at', 'desc')
		.orderBy('id', 'desc')
		.executeTakeFirst();
}

/** With what the site's policy was when it was asked for. */
export async function loadAttempt(
	database: Database,
	attemptId: string,
): Promise<AttemptWithGeneration | undefined> {
	const attempt = await findAttempt(database, attemptId);
	if (!attempt) return undefined;
	const generation = await database
		.selectFrom('generations')
		.selectAll()
		.where('id', '=', attempt.generation_id)
		.executeTakeFirstOrThrow();
	return {
		attempt,
		generation,
		policy: JSON.parse(generation.policy_json) as Policy,
		operation: JSON.parse(generation.operation_json) as OperationOrder,
	};
}

/** False where the attempt runs no longer: somebody cancelled it, or another worker finished it. */
export async function changeRunningAttempt(
	database: Database,
	attemptId: string,
	changes: Partial<AttemptRow>,
): Promise<boolean> {
	const { numUpdatedRows } = await database
		.updateTable('attempts')
		.set(changes)
		.where('id', '=', attemptId)
		.where('state', 'in', RUNNING_STATES)
		.executeTakeFirstOrThrow();
	return numUpdatedRows === 1n;
}

/** Durable before the step begins, as the step may end the process. */
export async function addStart(database: Database, attemptId: string): Promise<void> {
	await database
		.updateTable('attempts')
		.set((expression) => ({ starts: expression('starts', '+', 1) }))
		.where('id', '=', attemptId)
		.execute();
}

export async function clearStarts(database: Database, attemptId: string): Promise<void> {
	await database.updateTable('attempts').set({ starts: 0 }).where('id', '=', attemptId).execute();
}

export async function endAttempt(
	database: Database,
	attemptId: string,
	state: AttemptState,
	error: ErrorInfo | null,
): Promise<boolean> {
	return changeRunningAttempt(database, attemptId, {
		state,
		error_json: error && JSON.stringify(error),
		finished_at: Date.now(),
	});
}

export async function listRunningAttempts(database: Database): Promise<AttemptRow[]> {
	return database
		.selectFrom('attempts')
		.selectAll()
		.where('state', 'in', RUNNING_STATES)
		.orderBy('accepted_at')
		.execute();
}

export async function countWaitingOfSite(database: Database, siteId: string, lane: Lane): Promise<number> {
	const { count } = await database
		.selectFrom('attempts')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('site_id', '=', siteId)
		.where('lane', '=', lane)
		.where('state', '=', 'accepted')
		.executeTakeFirstOrThrow();
	return Number(count);
}
