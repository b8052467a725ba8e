import { createHash } from 'node:crypto';
import type { Generation, GenerationRequest } from '@limner/shared/contracts/generation';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import type { ModelFacts } from '../models/model-facts.ts';
import { chooseModel, type ChosenModel } from '../providers/offered-providers.ts';
import { RUNNING_STATES } from '../storage/attempts.ts';
import type { Database } from '../storage/database.ts';
import { describeGeneration, findGeneration } from '../storage/generations.ts';
import { listSlots } from '../storage/slots.ts';
import type { AttemptRow } from '../storage/tables.ts';
import { requireBudget } from '../usage/budget.ts';
import { monthAt } from '../usage/month-at.ts';
import { imageSteps, priceOfSteps } from './image-steps.ts';

export interface AcceptedGeneration {
	generation: Generation;
	/** Attempts that are new and have to be scheduled. */
	added: AttemptRow[];
}

/**
 * Writes a generation into the ledger. The same id again answers what is there; a slot whose attempt still runs joins
 * it. Fails before anything is written, and before anything is spent.
 */
export async function acceptGeneration(
	engine: Engine,
	siteId: string,
	request: GenerationRequest,
	publicationId: string | null = null,
): Promise<AcceptedGeneration> {
	const chosen = chooseModel(engine.providers, request.policy, new Date());
	const prices = new Map(
		request.attempts.map(({ slot_id, prompt }) => [slot_id, priceOf(request, chosen, prompt)]),
	);
	return engine.database.transaction().execute(async (transaction) => {
		const earlier = await findGeneration(transaction, siteId, request.id);
		if (earlier) {
			if (earlier.request_hash !== hashOf(siteId, request)) throw conflict('another request has this id');
			return { generation: await describeGeneration(transaction, earlier), added: [] };
		}
		await requireSlots(transaction, siteId, request, chosen.found.facts);
		if (chosen.provider.kind !== 'local') await requireRoomInBudget(transaction, siteId, request, prices);
		const row = generationRow(siteId, request, publicationId);
		await addGeneration(transaction, row);
		const added: AttemptRow[] = [];
		for (const asked of request.attempts) {
			const running = await findRunning(transaction, asked.slot_id);
			if (!running) {
				const attempt = attemptRow(siteId, request, asked, chosen, prices.get(asked.slot_id) ?? null);
				await addAttempt(transaction, attempt);
				added.push(attempt);
			}
			await transaction
				.insertInto('generation_slots')
				.values({
					generation_id: request.id,
					slot_id: asked.slot_id,
					attempt_id: running?.id ?? asked.attempt_id,
					joined: running ? 1 : 0,
				})
				.execute();
		}
		return { generation: await describeGeneration(transaction, row), added };
	});
}

function priceOf(request: GenerationRequest, { found }: ChosenModel, prompt: string): number | null {
	return priceOfSteps(found.facts, imageSteps(found.facts, request.policy), prompt);
}

/** The attempts' ids are not part of it: a plugin that asks again issues new ones, and the first ones count. */
function hashOf(siteId: string, request: GenerationRequest): string {
	const slots = request.attempts.map(({ slot_id }) => slot_id).toSorted();
	return createHash('sha256')
		.update(JSON.stringify([siteId, request.post.id, slots]))
		.digest('hex');
}

function conflict(cause: string): LimnerError {
	return new LimnerError('generation_conflict', { cause });
}

async function requireSlots(
	database: Database,
	siteId: string,
	request: GenerationRequest,
	facts: ModelFacts,
): Promise<void> {
	const slots = await listSlots(database, siteId, request.post.id);
	const byId = new Map(slots.map((slot) => [slot.id, slot]));
	const seen = new Set<string>();
	for (const { slot_id, prompt } of request.attempts) {
		const slot = byId.get(slot_id);
		if (!slot)
			throw new LimnerError('not_found', { subject: 'slot_id', cause: `no slot ${slot_id} in this post` });
		if (seen.has(slot_id)) throw conflict('a slot is named twice');
		seen.add(slot_id);
		const subject = slot.kind === 'featured' ? 'featured' : slot.heading;
		if (prompt.trim() === '') throw new LimnerError('prompt_missing', { subject });
		if (!facts.isLocal && prompt.length > facts.promptLimit) {
			throw new LimnerError('prompt_too_long', { subject, amount: facts.promptLimit });
		}
	}
}

/** Refuses what cannot be paid as a whole: half of a post's images are worth less than a clear word before. */
async function requireRoomInBudget(
	database: Database,
	siteId: string,
	request: GenerationRequest,
	prices: Map<string, number | null>,
): Promise<void> {
	const total = [...prices.values()].reduce<number>((sum, price) => sum + (price ?? 0), 0);
	const spender = {
		siteId,
		personId: request.person.id,
		postId: request.post.id,
		generationId: request.id,
		month: monthAt(Date.now(), request.policy.timezone),
	};
	await requireBudget(database, request.policy.limits, spender, total);
}

function generationRow(siteId: string, request: GenerationRequest, publicationId: string | null) {
	return {
		id: request.id,
		site_id: siteId,
		post_id: request.post.id,
		lane: request.lane,
		person_id: request.person.id,
		person_name: request.person.name,
		policy_json: JSON.stringify(request.policy),
		post_title: request.post.title,
		language: request.post.language,
		publication_id: publicationId,
		request_hash: hashOf(siteId, request),
		cancelled_at: null,
		created_at: Date.now(),
	};
}

function attemptRow(
	siteId: string,
	request: GenerationRequest,
	asked: GenerationRequest['attempts'][number],
	chosen: ChosenModel,
	price: number | null,
): AttemptRow {
	return {
		id: asked.attempt_id,
		site_id: siteId,
		post_id: request.post.id,
		slot_id: asked.slot_id,
		generation_id: request.id,
		lane: request.lane,
		provider: chosen.offered.name,
		model: chosen.found.facts.name,
		prompt: asked.prompt,
		alt: asked.alt,
		person_id: request.person.id,
		person_name: request.person.name,
		state: 'accepted',
		finishing: 0,
		price_microdollars: price,
		error_json: null,
		tries: 0,
		not_before: 0,
		accepted_at: Date.now(),
		started_at: null,
		finished_at: null,
	};
}

/** The ids come from many sites; of two that chose the same one, the second has to choose another. */
async function addGeneration(database: Database, row: ReturnType<typeof generationRow>): Promise<void> {
	const { numInsertedOrUpdatedRows } = await database
		.insertInto('generations')
		.values(row)
		.onConflict((onConflict) => onConflict.column('id').doNothing())
		.executeTakeFirstOrThrow();
	if (numInsertedOrUpdatedRows === 0n) throw conflict('another request has this id');
}

async function findRunning(database: Database, slotId: string): Promise<AttemptRow | undefined> {
	return database
		.selectFrom('attempts')
		.selectAll()
		.where('slot_id', '=', slotId)
		.where('state', 'in', RUNNING_STATES)
		.executeTakeFirst();
}

async function addAttempt(database: Database, attempt: AttemptRow): Promise<void> {
	const { numInsertedOrUpdatedRows } = await database
		.insertInto('attempts')
		.values(attempt)
		.onConflict((onConflict) => onConflict.column('id').doNothing())
		.executeTakeFirstOrThrow();
	if (numInsertedOrUpdatedRows === 0n) throw conflict('an attempt of this id was used before');
}
