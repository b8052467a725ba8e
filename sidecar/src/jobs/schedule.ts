import type { Engine } from '../engine.ts';
import { countWaitingOfSite } from '../storage/attempts.ts';
import type { AttemptRow, CandidateRow, PlacementRow } from '../storage/tables.ts';
import { generateQueueName, priorityOf, type QueueName } from './definitions.ts';

type Scheduler = Pick<Engine, 'queue' | 'database'>;

/** Puts an attempt in the line it belongs to; one that is in it already stays where it is. */
export async function scheduleAttempt(engine: Scheduler, attempt: AttemptRow): Promise<void> {
	if (attempt.finishing) {
		await engine.queue.enqueue('render', attempt.id, { delayMilliseconds: attempt.not_before - Date.now() });
		return;
	}
	const waiting = await countWaitingOfSite(engine.database, attempt.site_id, attempt.lane);
	await engine.queue.enqueue(generateQueueName(attempt.provider, attempt.lane), attempt.id, {
		delayMilliseconds: attempt.not_before - Date.now(),
		priority: priorityOf(attempt.lane, waiting),
	});
}

/** Where an attempt's next job waits. */
export function queueOf(attempt: AttemptRow): QueueName {
	return attempt.finishing ? 'render' : generateQueueName(attempt.provider, attempt.lane);
}

export async function scheduleUpload(
	engine: Pick<Engine, 'queue'>,
	candidate: Pick<CandidateRow, 'id' | 'not_before'>,
): Promise<void> {
	await engine.queue.enqueue('upload', candidate.id, {
		delayMilliseconds: candidate.not_before - Date.now(),
	});
}

export async function schedulePlacement(
	engine: Pick<Engine, 'queue'>,
	placement: Pick<PlacementRow, 'attempt_id' | 'not_before'>,
): Promise<void> {
	await engine.queue.enqueue('place', placement.attempt_id, {
		delayMilliseconds: placement.not_before - Date.now(),
	});
}
