import { currentPostSchema, placementResultSchema } from '@limner/shared/contracts/delivery';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { loadDelivery, type DeliveryFacts } from '../storage/load-delivery.ts';
import { changePlacement, findPlacement } from '../storage/placements.ts';
import { currentKey } from '../storage/sites.ts';
import { listSlots } from '../storage/slots.ts';
import type { PlacementRow } from '../storage/tables.ts';
import { locatePlacement } from '../wordpress/locate-placement.ts';
import { decideDeliverRetry } from './decide-retry.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';
import { recordDeliveryError, recordPlacement } from './deliver.ts';
import { OneAtATime } from './one-at-a-time.ts';

/**
 * Two images that are placed into one post at once find the content changed under them, and the later one has to look
 * again after a pause. Only this process keeps the order: across processes the plugin's row lock decides, as ever.
 */
const turns = new OneAtATime();

/** Puts an uploaded image into its post, where the post is nobody's at the moment and the section is still there. */
export async function place(engine: Engine, attemptId: string, context: JobContext): Promise<JobOutcome> {
	const placement = await findPlacement(engine.database, attemptId);
	if (placement?.state !== 'waiting') return DONE;
	const facts = await loadDelivery(engine.database, placement.candidate_id);
	if (!facts || facts.candidate.state !== 'uploaded') return DONE;
	if (facts.site.state !== 'active' || facts.site.delivery === 'pull') return DONE;
	try {
		const post = `${facts.site.id} ${facts.candidate.post_id}`;
		await turns.run(post, () => placeOnce(engine, facts, context.signal));
		return DONE;
	} catch (error) {
		const failure =
			error instanceof LimnerError
				? error
				: new LimnerError('internal', { cause: String(error), origin: error });
		return await goOnAfterPlacing(engine, facts, placement, failure);
	}
}

async function placeOnce(engine: Engine, facts: DeliveryFacts, signal: AbortSignal): Promise<void> {
	const { site, slot, candidate } = facts;
	const key = await currentKey(engine.database, engine.secrets, site.id);
	if (!key) throw new LimnerError('site_unknown', { subject: site.home_url });
	const current = await engine.wordpress.call(site, key, {
		method: 'GET',
		path: `posts/${candidate.post_id}/content`,
		answer: currentPostSchema,
		signal,
	});
	const slots = await listSlots(engine.database, site.id, candidate.post_id);
	const request = locatePlacement(candidate.attempt_id, slot, slots, current);
	const result = await engine.wordpress.call(site, key, {
		method: 'POST',
		path: `posts/${candidate.post_id}/place`,
		body: Buffer.from(JSON.stringify(request)),
		answer: placementResultSchema,
		signal,
	});
	await recordPlacement(engine, candidate, result);
}

/** The image stays in the library and says why it is not in the post; a person can place it there. */
export async function goOnAfterPlacing(
	engine: Engine,
	{ candidate }: DeliveryFacts,
	placement: PlacementRow,
	error: LimnerError,
): Promise<JobOutcome> {
	if (error.code === 'internal')
		engine.log.error({ error, candidate: candidate.id }, 'placing an image failed');
	await recordDeliveryError(engine, candidate, error.toInfo());
	const retry = decideDeliverRetry(error, { tries: placement.tries, since: placement.created_at });
	if (!retry) {
		await changePlacement(engine.database, placement.attempt_id, { state: 'given_up' });
		return DONE;
	}
	await changePlacement(engine.database, placement.attempt_id, {
		tries: retry.tries,
		not_before: Date.now() + retry.inMilliseconds,
	});
	return { kind: 'again', inMilliseconds: retry.inMilliseconds };
}
