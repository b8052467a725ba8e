import type { Lane } from '../storage/tables.ts';

/** What a job may say: an id of the ledger, and nothing else. */
export interface JobData {
	id: string;
}

/** Steps that have one queue for everybody. How many run at once is decided where the workers start. */
export type Step = 'write-plan' | 'take-publication' | 'render' | 'upload' | 'place' | 'check-site';

/** Making images has two queues for each provider, so that the archive never takes the last place from a click. */
type GenerateShare = 'now' | 'later';

export type QueueName = Step | `generate-${string}-${GenerateShare}`;

export function generateQueueName(provider: string, lane: Lane): QueueName {
	return `generate-${provider}-${shareOf(lane)}`;
}

function shareOf(lane: Lane): GenerateShare {
	return lane === 'interactive' ? 'now' : 'later';
}

/** BullMQ's largest priority is 2,097,151; smaller numbers come first. */
const LANE_PRIORITY: Record<Lane, number> = { interactive: 1, publish: 1, backfill: 1_000_000 };
const LARGEST_ADDITION = 900_000;

/**
 * The lanes in order, and within a lane fair between sites: a site's hundredth waiting image comes after everybody's
 * ninety-ninth.
 */
export function priorityOf(lane: Lane, waitingOfSite: number): number {
	return LANE_PRIORITY[lane] + Math.min(waitingOfSite, LARGEST_ADDITION);
}

export interface JobContext {
	signal: AbortSignal;
}

/** `again`: nothing is wrong with the job, but its time has not come. */
export type JobOutcome = { kind: 'done' } | { kind: 'again'; inMilliseconds: number };
export const DONE: JobOutcome = { kind: 'done' };

export type JobHandler = (id: string, context: JobContext) => Promise<JobOutcome>;
