import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import type { Publication } from '@limner/shared/contracts/publication';
import { extractSections } from '@limner/shared/sections/extract-sections';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { acceptGeneration } from '../planning/accept-generation.ts';
import { makePlan } from '../planning/make-plan.ts';
import { promptLook } from '../planning/prompt-look.ts';
import { addPublications, endPublication, findPublication } from '../storage/publications.ts';
import { savePlan } from '../storage/plans.ts';
import { findSite } from '../storage/sites.ts';
import { keepPrompts } from '../storage/slots.ts';
import type { PublicationRow } from '../storage/tables.ts';
import { DONE, type JobContext, type JobOutcome } from './definitions.ts';
import { enhancePlan } from './enhance-plan.ts';
import { scheduleAttempt } from './schedule.ts';

/** Writes what a plugin's outbox holds into the ledger; from then on the plugin may forget it. */
export async function acceptPublications(
	engine: Engine,
	siteId: string,
	publications: Publication[],
): Promise<string[]> {
	const added = await addPublications(engine.database, siteId, publications);
	for (const id of added) await engine.queue.enqueue('take-publication', id);
	return publications.map(({ publication_id }) => publication_id);
}

/** Finds out which images a published post lacks, and starts to make them with the attempts that it brought. */
export async function takePublication(
	engine: Engine,
	publicationId: string,
	context: JobContext,
): Promise<JobOutcome> {
	const row = await findPublication(engine.database, publicationId);
	if (row?.state !== 'accepted') return DONE;
	try {
		await startMissingImages(engine, row, JSON.parse(row.publication_json) as Publication, context.signal);
		await endPublication(engine.database, publicationId, 'planned', null);
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		engine.log.warn({ error, publication: publicationId }, 'a publication brought no images');
		await endPublication(engine.database, publicationId, 'failed', error.toInfo());
	}
	return DONE;
}

async function startMissingImages(
	engine: Engine,
	row: PublicationRow,
	publication: Publication,
	signal: AbortSignal,
): Promise<void> {
	const { post, policy, person, lane } = publication;
	const outline = extractSections(post.content, { patterns: post.patterns, title: post.title });
	if (outline.kind === 'too_large') throw new LimnerError('post_too_large', { amount: outline.bytes });
	const named = {
		seoTitle: post.seo_title,
		categories: post.categories,
		siteName: (await findSite(engine.database, row.site_id))?.name ?? '',
	};
	const made = await makePlan(engine, {
		siteId: row.site_id,
		postId: post.id,
		person,
		title: post.title,
		language: post.language,
		hasFeaturedImage: post.has_featured_image,
		outline,
		policy,
		named,
	});
	const plan = await enhancePlan(
		engine,
		made.plan,
		{ siteId: row.site_id, postId: post.id, person, policy },
		promptLook(policy, made.chosen.found.facts, { title: post.title, language: post.language, ...named }),
		signal,
	);
	await keepPrompts(engine.database, row.site_id, plan);
	await savePlan(engine.database, row.site_id, plan, null);
	const taken = await slotsWithCandidates(engine, row);
	const missing = plan.slots.filter(({ selected, slot_id }) => selected && !taken.has(slot_id));
	const attempts = missing.slice(0, publication.attempt_ids.length).map((slot, index) => ({
		attempt_id: publication.attempt_ids[index] ?? '',
		slot_id: slot.slot_id,
		prompt: slot.prompt,
		alt: slot.alt,
		variation: 0,
	}));
	if (attempts.length === 0) return;
	const { added } = await acceptGeneration(
		engine,
		row.site_id,
		{
			// The publication's own id: taken twice, it is one generation.
			id: row.id,
			lane,
			post: { id: post.id, title: post.title, language: post.language },
			person,
			policy,
			operation: PLAIN_GENERATION,
			attempts,
		},
		row.id,
	);
	for (const attempt of added) await scheduleAttempt(engine, attempt);
}

/** A slot whose image waits for approval, or was taken out by somebody, is not one that was forgotten. */
async function slotsWithCandidates(engine: Engine, row: PublicationRow): Promise<Set<string>> {
	const candidates = await engine.database
		.selectFrom('candidates')
		.select('slot_id')
		.where('site_id', '=', row.site_id)
		.where('post_id', '=', row.post_id)
		.where('state', '!=', 'rejected')
		.execute();
	return new Set(candidates.map(({ slot_id }) => slot_id));
}
