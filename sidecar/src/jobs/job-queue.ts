import {
	createPostgresBackend,
	DelayedError,
	Queue,
	Worker,
	type Job,
	type PostgresConnectionOptions,
	type PostgresQueueBackend,
} from 'bullmq';
import type { Logger } from 'pino';
import type { JobData, JobHandler, QueueName } from './definitions.ts';
import type { PglitePool } from './pglite-pool.ts';

/**
 * BullMQ's own values lose what Limner promises: after a crash a job would wait for a minute, and a second crash would
 * fail it for good. The ledger counts the starts of what may end this process (`count-starts.ts`), and bounds what a
 * repeated one can cost.
 */
const RELIABLE = {
	lockDuration: 12_000,
	stalledInterval: 5_000,
	maxStalledCount: 25,
	maxStartedAttempts: 1_000,
};

export interface EnqueueOptions {
	delayMilliseconds?: number;
	priority?: number;
}

type JobsOfOneKind = ReturnType<typeof createQueue>;

function createQueue(name: QueueName, pool: PglitePool) {
	return new Queue<
		JobData,
		void,
		string,
		JobData,
		void,
		string,
		PostgresQueueBackend,
		PostgresConnectionOptions
	>(name, { connection: pool }, createPostgresBackend);
}

/** The scheduler: it holds ids, forgets finished jobs, and may be emptied at any time. */
export class JobQueue {
	private readonly pool: PglitePool;
	private readonly log: Logger;
	private readonly queues = new Map<QueueName, JobsOfOneKind>();
	private readonly workers: { close(): Promise<void> }[] = [];

	constructor(pool: PglitePool, log: Logger) {
		this.pool = pool;
		this.log = log;
	}

	/** A job that waits or runs already is not added again. */
	async enqueue(name: QueueName, id: string, options: EnqueueOptions = {}): Promise<void> {
		await this.queue(name).add(
			name,
			{ id },
			{
				jobId: `${name}.${id}`,
				delay: Math.max(0, Math.round(options.delayMilliseconds ?? 0)),
				...(options.priority === undefined ? {} : { priority: options.priority }),
				removeOnComplete: true,
				removeOnFail: true,
			},
		);
	}

	/** Brings a waiting job's time forward; nothing happens where there is none. */
	async hurry(name: QueueName, id: string): Promise<void> {
		const job = await this.queue(name).getJob(`${name}.${id}`);
		if (job && (await job.isDelayed())) await job.promote();
	}

	/** Every job that the queue knows of, for the comparison with the ledger. */
	async knownIds(name: QueueName): Promise<Set<string>> {
		const jobs = await this.queue(name).getJobs(['waiting', 'active', 'delayed', 'prioritized'], 0, -1);
		return new Set(jobs.map((job) => job.data.id));
	}

	work(name: QueueName, concurrency: number, handle: JobHandler): void {
		const worker = new Worker(
			name,
			(job: Job<JobData>, token, signal) => run(job, token, signal, handle),
			{ connection: this.pool, concurrency, ...RELIABLE },
			createPostgresBackend,
		);
		worker.on('error', (error) => this.log.error({ error, queue: name }, 'a worker reported an error'));
		worker.on('failed', (job, error) =>
			this.log.error({ error, queue: name, id: job?.data.id }, 'a job broke off; the reconciler takes it up'),
		);
		this.workers.push(worker);
	}

	/** No new job is begun; resolves when the running ones have ended. */
	async stopWorking(): Promise<void> {
		await Promise.all(this.workers.map((worker) => worker.close()));
	}

	async close(): Promise<void> {
		await Promise.all([...this.queues.values()].map((queue) => queue.close()));
	}

	private queue(name: QueueName): JobsOfOneKind {
		const existing = this.queues.get(name);
		if (existing) return existing;
		const queue = createQueue(name, this.pool);
		queue.on('error', (error) => this.log.error({ error, queue: name }, 'a queue reported an error'));
		this.queues.set(name, queue);
		return queue;
	}
}

async function run(
	job: Job<JobData>,
	token: string | undefined,
	signal: AbortSignal | undefined,
	handle: JobHandler,
): Promise<void> {
	const outcome = await handle(job.data.id, { signal: signal ?? new AbortController().signal });
	if (outcome.kind === 'done') return;
	await job.moveToDelayed(Date.now() + outcome.inMilliseconds, token);
	throw new DelayedError();
}
