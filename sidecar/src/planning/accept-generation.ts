import { createHash } from 'node:crypto';
import type { Generation, GenerationRequest } from '@limner/shared/contracts/generation';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { chooseModel, type ChosenModel } from './choose-model.ts';
import { RUNNING_STATES } from '../storage/attempts.ts';
import type { Database } from '../storage/database.ts';
import { describeGeneration, findGeneration } from '../storage/generations.ts';
import { listSlots } from '../storage/slots.ts';
import type { AttemptRow } from '../storage/tables.ts';
import { requireBudget, type Purchase } from '../usage/budget.ts';
import { operationSteps, priceOfSteps } from './image-steps.ts';
import { requireKnownSettings } from './require-known-settings.ts';
import { requireInputs, requireSwitchedOn, WITHOUT_WORDS } from './require-operation.ts';

type Asked = GenerationRequest['attempts'][number];
type ModelFor = (asked: Asked) => ChosenModel;

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
	const { policy, operation } = request;
	requireSwitchedOn(engine.config.operations, operation.name);
	requireKnownSettings(engine.providers, policy, new Date());
	const chosen = chooseModel(engine.providers, policy, new Date(), operation.name);
	return acceptChosen(engine, siteId, request, () => chosen, publicationId);
}

/** The same where each attempt has a model of its own. */
export async function acceptChosen(
	engine: Engine,
	siteId: string,
	request: GenerationRequest,
	modelFor: ModelFor,
	publicationId: string | null = null,
): Promise<AcceptedGeneration> {
	const prices = new Map(
		request.attempts.map((asked) => [placeOf(asked), priceOf(request, modelFor(asked), asked.prompt)]),
	);
	return engine.database.transaction().execute(async (transaction) => {
		const earlier = await findGeneration(transaction, siteId, request.id);
		if (earlier) {
			if (earlier.request_hash !== hashOf(siteId, request)) throw conflict('another request has this id');
			return { generation: await describeGeneration(transaction, earlier), added: [] };
		}
		await requireSlots(transaction, siteId, request, modelFor);
		await requireInputs(transaction, siteId, request.operation);
		const running = await findRunning(transaction, request);
		await requireRoomInBudget(transaction, siteId, request, purchaseOf(request, modelFor, prices, running));
		const row = generationRow(siteId, request, publicationId);
		await addGeneration(transaction, row);
		const added: AttemptRow[] = [];
		for (const asked of request.attempts) {
			const joined = running.get(placeOf(asked));
			if (!joined) {
				const price = prices.get(placeOf(asked)) ?? null;
				const attempt = attemptRow(siteId, request, asked, modelFor(asked), price);
				await addAttempt(transaction, attempt);
				added.push(attempt);
			}
			await transaction
				.insertInto('generation_slots')
				.values({
					generation_id: request.id,
					slot_id: asked.slot_id,
					attempt_id: joined?.id ?? asked.attempt_id,
					joined: joined ? 1 : 0,
				})
				.execute();
		}
		return { generation: await describeGeneration(transaction, row), added };
	});
}

function priceOf(request: GenerationRequest, { found }: ChosenModel, prompt: string): number | null {
	const steps = operationSteps(found.facts, request.policy, request.operation);
	return priceOfSteps(found.facts, steps, prompt);
}

/** The attempts' ids are not part of it: a plugin that asks again issues new ones, and the first ones count. */
function hashOf(siteId: string, request: GenerationRequest): string {
	const slots = request.attempts.map(placeOf).toSorted();
	return createHash('sha256')
		.update(JSON.stringify([siteId, request.post.id, slots, request.operation]))
		.digest('hex');
}

/** Where an attempt of a slot runs: at most one at each place. */
function placeOf({ slot_id, variation }: { slot_id: string; variation: number }): string {
	return `${slot_id} ${variation}`;
}

function conflict(cause: string): LimnerError {
	return new LimnerError('generation_conflict', { cause });
}

async function requireSlots(
	database: Database,
	siteId: string,
	request: GenerationRequest,
	modelFor: ModelFor,
): Promise<void> {
	const slots = await listSlots(database, siteId, request.post.id);
	const byId = new Map(slots.map((slot) => [slot.id, slot]));
	const seen = new Set<string>();
	for (const asked of request.attempts) {
		const { slot_id, variation, prompt } = asked;
		const { facts } = modelFor(asked).found;
		const slot = byId.get(slot_id);
		if (!slot)
			throw new LimnerError('not_found', { subject: 'slot_id', cause: `no slot ${slot_id} in this post` });
		const place = placeOf({ slot_id, variation });
		if (seen.has(place)) throw conflict('a slot is named twice with the same variation');
		seen.add(place);
		const subject = slot.kind === 'featured' ? 'featured' : slot.heading;
		if (prompt.trim() === '' && !WITHOUT_WORDS.includes(request.operation.name))
			throw new LimnerError('prompt_missing', { subject });
		if (!facts.isLocal && prompt.length > facts.promptLimit) {
			throw new LimnerError('prompt_too_long', { subject, amount: facts.promptLimit });
		}
	}
}

/** What this asks for anew: a slot that joins a running attempt is counted there. */
function purchaseOf(
	request: GenerationRequest,
	modelFor: ModelFor,
	prices: Map<string, number | null>,
	running: Map<string, AttemptRow>,
): Purchase {
	const added = request.attempts.filter((asked) => !running.has(placeOf(asked)));
	const each = added.map((asked) =>
		modelFor(asked).provider.kind === 'local' ? 0 : (prices.get(placeOf(asked)) ?? null),
	);
	const known = each.reduce<number>((sum, price) => sum + (price ?? 0), 0);
	return {
		price: known === 0 && each.includes(null) ? null : known,
		images: added.reduce((sum, asked) => sum + countedImages(request, modelFor(asked)), 0),
	};
}

/** How many images that count against limits in images a slot takes. */
function countedImages({ policy, operation }: GenerationRequest, { offered, found }: ChosenModel): number {
	return offered.drawnWithoutAi ? 0 : operationSteps(found.facts, policy, operation).length;
}

/** Refuses what cannot be paid as a whole: half of a post's images are worth less than a clear word before. */
async function requireRoomInBudget(
	transaction: Database,
	siteId: string,
	request: GenerationRequest,
	purchase: Purchase,
): Promise<void> {
	const { person, post, id: generationId, policy } = request;
	const spender = { siteId, person, postId: post.id, generationId };
	await requireBudget(transaction, policy, spender, purchase, { withPromised: true });
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
		operation_json: JSON.stringify(request.operation),
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
	asked: Asked,
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
		variation: asked.variation,
		person_id: request.person.id,
		person_name: request.person.name,
		state: 'accepted',
		finishing: 0,
		price_microdollars: price,
		expected_images: countedImages(request, chosen),
		error_json: null,
		tries: 0,
		starts: 0,
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

/** The attempts that run for the slots that are asked for, by slot. */
async function findRunning(database: Database, request: GenerationRequest): Promise<Map<string, AttemptRow>> {
	const slotIds = request.attempts.map(({ slot_id }) => slot_id);
	const running = await database
		.selectFrom('attempts')
		.selectAll()
		.where('slot_id', 'in', slotIds)
		.where('state', 'in', RUNNING_STATES)
		.execute();
	return new Map(running.map((attempt) => [placeOf(attempt), attempt]));
}

async function addAttempt(database: Database, attempt: AttemptRow): Promise<void> {
	const { numInsertedOrUpdatedRows } = await database
		.insertInto('attempts')
		.values(attempt)
		.onConflict((onConflict) => onConflict.column('id').doNothing())
		.executeTakeFirstOrThrow();
	if (numInsertedOrUpdatedRows === 0n) throw conflict('an attempt of this id was used before');
}
