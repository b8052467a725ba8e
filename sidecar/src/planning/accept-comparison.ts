import { randomUUID } from 'node:crypto';
import type { ComparisonRequest } from '@limner/shared/contracts/comparison';
import type { GenerationRequest } from '@limner/shared/contracts/generation';
import { PLAIN_GENERATION } from '@limner/shared/contracts/operation';
import { ALT_LIMIT } from '@limner/shared/contracts/primitives';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { Database } from '../storage/database.ts';
import { findGeneration } from '../storage/generations.ts';
import { saveSlots } from '../storage/slots.ts';
import type { AttemptRow, SlotRow } from '../storage/tables.ts';
import { acceptChosen } from './accept-generation.ts';
import type { ComparisonPlan, PlannedModel } from './plan-comparison.ts';

const LONGEST_HEADING = 80;

/**
 * Writes a comparison into the ledger: a generation of one slot, of which each model draws a variation. Answers the
 * attempts that are new and have to be scheduled. Fails with `budget_reached` where not all of it can be paid, and with
 * `generation_conflict` where the id means something else.
 */
export async function acceptComparison(
	engine: Engine,
	siteId: string,
	request: ComparisonRequest,
	plan: ComparisonPlan,
): Promise<AttemptRow[]> {
	const { database } = engine;
	if (await findGeneration(database, siteId, request.id)) {
		await requireSame(database, request, plan);
		return [];
	}
	const generation = generationOf(request, plan);
	await saveSlots(database, [comparisonSlot(siteId, request.id, generation.post.id, request.prompt)]);
	const { added } = await acceptChosen(engine, siteId, generation, ({ variation }) => {
		const chosen = plan.models[variation]?.asking?.chosen;
		if (!chosen) throw new Error('Only models that can be asked are asked.');
		return chosen;
	});
	for (const model of plan.models)
		if (model.error) await addRefused(database, siteId, generation, model, model.error);
	return added;
}

/** What the ledger takes for the post of a comparison: far above the ids that WordPress has come to. */
export function postOfComparison(id: string): number {
	return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + 1;
}

export function comparisonSlot(siteId: string, id: string, postId: number, prompt: string): SlotRow {
	return {
		id,
		site_id: siteId,
		post_id: postId,
		kind: 'section',
		heading: headingOf(prompt),
		fingerprint_json: null,
		prompt,
		alt: prompt.slice(0, ALT_LIMIT),
		edited: 0,
		place: 0,
		created_at: Date.now(),
	};
}

/** What a drawn card has written on it. */
export function headingOf(prompt: string): string {
	const line = prompt.replaceAll(/\s+/g, ' ').trim();
	if (line.length <= LONGEST_HEADING) return line;
	const cut = line.slice(0, LONGEST_HEADING);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_HEADING / 2))} …`;
}

function generationOf(request: ComparisonRequest, { policy, models }: ComparisonPlan): GenerationRequest {
	const { id, prompt, person, language } = request;
	return {
		id,
		lane: 'interactive',
		post: { id: postOfComparison(id), title: `Comparison: ${headingOf(prompt)}`, language },
		person,
		policy,
		operation: PLAIN_GENERATION,
		attempts: models.flatMap(({ asking, number }) =>
			asking ? [{ ...attemptOf(request, number), attempt_id: randomUUID() }] : [],
		),
	};
}

function attemptOf({ id, prompt }: Pick<ComparisonRequest, 'id' | 'prompt'>, number: number) {
	return { slot_id: id, prompt, alt: prompt.slice(0, ALT_LIMIT), variation: number - 1 };
}

/** A model that cannot be asked stands beside the others with its reason; nothing of it is ever scheduled. */
async function addRefused(
	database: Database,
	siteId: string,
	{ id, post, person, lane }: GenerationRequest,
	{ provider, model, number }: PlannedModel,
	error: LimnerError,
): Promise<void> {
	const now = Date.now();
	const attemptId = randomUUID();
	const slot = await database.selectFrom('slots').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	await database.transaction().execute(async (transaction) => {
		await transaction
			.insertInto('attempts')
			.values({
				...attemptOf({ id, prompt: slot.prompt }, number),
				id: attemptId,
				site_id: siteId,
				post_id: post.id,
				generation_id: id,
				lane,
				provider,
				model,
				person_id: person.id,
				person_name: person.name,
				state: 'refused',
				finishing: 0,
				price_microdollars: null,
				expected_images: 0,
				error_json: JSON.stringify(error.toInfo()),
				tries: 0,
				starts: 0,
				not_before: 0,
				accepted_at: now,
				started_at: null,
				finished_at: now,
			})
			.execute();
		await transaction
			.insertInto('generation_slots')
			.values({ generation_id: id, slot_id: id, attempt_id: attemptId, joined: 0 })
			.execute();
	});
}

async function requireSame(
	database: Database,
	{ id, prompt }: ComparisonRequest,
	{ models }: ComparisonPlan,
): Promise<void> {
	const attempts = await database
		.selectFrom('attempts')
		.select(['provider', 'model', 'prompt', 'variation'])
		.where('slot_id', '=', id)
		.execute();
	const isSame = models.every(({ provider, model, number }) =>
		attempts.some(
			(attempt) =>
				attempt.variation === number - 1 &&
				attempt.provider === provider &&
				attempt.model === model &&
				attempt.prompt === prompt,
		),
	);
	if (isSame && attempts.length === models.length) return;
	throw new LimnerError('generation_conflict', { cause: 'another request has this id' });
}
