import type { Engine } from '../engine.ts';
import { listRunningAttempts } from '../storage/attempts.ts';
import { listWaitingPlacements } from '../storage/placements.ts';
import { listAcceptedPublications } from '../storage/publications.ts';
import type { QueueName } from './definitions.ts';
import { queueOf, scheduleAttempt, schedulePlacement, scheduleUpload } from './schedule.ts';
import { NEVER } from './upload.ts';

/**
 * Compares the ledger with the queue and puts back what is missing there, so that a queue that was emptied, or built
 * anew, costs nothing.
 */
export async function reconcile(engine: Engine): Promise<number> {
	const known = new KnownJobs(engine);
	let added = 0;
	const addMissing = async (name: QueueName, id: string, add: () => Promise<void>) => {
		if (await known.has(name, id)) return;
		await add();
		added += 1;
	};
	for (const attempt of await listRunningAttempts(engine.database)) {
		await addMissing(queueOf(attempt), attempt.id, () => scheduleAttempt(engine, attempt));
	}
	for (const { attempt_id } of await listRendersToDo(engine)) {
		await addMissing('render', attempt_id, () => engine.queue.enqueue('render', attempt_id));
	}
	for (const candidate of await listUploadsToDo(engine)) {
		await addMissing('upload', candidate.id, () => scheduleUpload(engine, candidate));
	}
	for (const placement of await listPlacementsToDo(engine)) {
		await addMissing('place', placement.attempt_id, () => schedulePlacement(engine, placement));
	}
	for (const { id } of await listAcceptedPublications(engine.database)) {
		await addMissing('take-publication', id, () => engine.queue.enqueue('take-publication', id));
	}
	for (const { id } of await listIds(engine, 'plans', 'writing')) {
		await addMissing('write-plan', id, () => engine.queue.enqueue('write-plan', id));
	}
	for (const { id } of await listSitesToCheck(engine)) {
		await addMissing('check-site', id, () => engine.queue.enqueue('check-site', id));
	}
	if (added > 0) engine.log.info({ added }, 'jobs put back into the queue');
	return added;
}

/** Asked once for each queue. */
class KnownJobs {
	private readonly engine: Engine;
	private readonly byQueue = new Map<QueueName, Set<string>>();

	constructor(engine: Engine) {
		this.engine = engine;
	}

	async has(name: QueueName, id: string): Promise<boolean> {
		const known = this.byQueue.get(name) ?? (await this.engine.queue.knownIds(name));
		this.byQueue.set(name, known);
		return known.has(id);
	}
}

/** A person moved the focal point of an image that was finished. */
async function listRendersToDo(engine: Engine) {
	return engine.database
		.selectFrom('candidates')
		.select('attempt_id')
		.where('render_pending', '=', 1)
		.execute();
}

/** Only where the sidecar reaches the site: elsewhere the plugin comes for them. */
async function listUploadsToDo(engine: Engine) {
	return engine.database
		.selectFrom('candidates')
		.innerJoin('sites', 'sites.id', 'candidates.site_id')
		.select(['candidates.id', 'candidates.not_before'])
		.where('candidates.state', '=', 'approved')
		.where('candidates.not_before', '<', NEVER)
		.where('sites.state', '=', 'active')
		.where('sites.delivery', '=', 'push')
		.execute();
}

async function listPlacementsToDo(engine: Engine) {
	const sites = await engine.database
		.selectFrom('sites')
		.select('id')
		.where('state', '=', 'active')
		.where('delivery', '=', 'push')
		.execute();
	const reachable = new Set(sites.map(({ id }) => id));
	return (await listWaitingPlacements(engine.database)).filter(({ site_id }) => reachable.has(site_id));
}

async function listIds(engine: Engine, table: 'plans', state: 'writing') {
	return engine.database.selectFrom(table).select('id').where('state', '=', state).execute();
}

async function listSitesToCheck(engine: Engine) {
	return engine.database
		.selectFrom('sites')
		.select('id')
		.where('checking', '=', 1)
		.where('state', '=', 'active')
		.execute();
}
