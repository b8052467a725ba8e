import type { PostImages, Slot } from '@limner/shared/contracts/post-images';
import type { Engine } from '../../engine.ts';
import { RUNNING_STATES } from '../../storage/attempts.ts';
import { newestPlan } from '../../storage/plans.ts';
import { listSlots, slotFingerprint } from '../../storage/slots.ts';
import type { AttemptRow, CandidateRow, SlotRow } from '../../storage/tables.ts';
import { describeAttempt } from './describe-attempt.ts';
import { describeCandidates } from './describe-candidate.ts';

const MOST_CANDIDATES = 100;

/** Slots, attempts and candidates of a post: what the editor polls. */
export async function describePostImages(
	engine: Engine,
	siteId: string,
	postId: number,
): Promise<PostImages> {
	const rows = await listSlots(engine.database, siteId, postId);
	const attempts = await listPostRows(engine, 'attempts', siteId, postId);
	const candidates = await listPostRows(engine, 'candidates', siteId, postId);
	const slots = await Promise.all(rows.map((slot) => describeSlotWith(engine, slot, attempts, candidates)));
	return {
		post_id: postId,
		plan: (await newestPlan(engine.database, siteId, postId)) ?? null,
		slots,
		running: attempts.filter(({ state }) => RUNNING_STATES.includes(state)).length,
	};
}

export async function describeSlot(engine: Engine, slot: SlotRow): Promise<Slot> {
	const attempts = await listPostRows(engine, 'attempts', slot.site_id, slot.post_id);
	const candidates = await listPostRows(engine, 'candidates', slot.site_id, slot.post_id);
	return describeSlotWith(engine, slot, attempts, candidates);
}

async function describeSlotWith(
	engine: Engine,
	slot: SlotRow,
	attempts: AttemptRow[],
	candidates: CandidateRow[],
): Promise<Slot> {
	const newest = attempts.filter(({ slot_id }) => slot_id === slot.id).toSorted(nearest)[0];
	const ofSlot = candidates
		.filter(({ slot_id }) => slot_id === slot.id)
		.toSorted((one, other) => other.made_at - one.made_at);
	return {
		slot_id: slot.id,
		kind: slot.kind,
		heading: slot.heading,
		fingerprint: slotFingerprint(slot),
		prompt: slot.prompt,
		alt: slot.alt,
		attempt: newest ? await describeAttempt(engine, newest) : null,
		candidates: await describeCandidates(engine, ofSlot.slice(0, MOST_CANDIDATES)),
	};
}

/** Of several variations, one that still runs tells how it stands; else the newest. */
function nearest(one: AttemptRow, other: AttemptRow): number {
	const isRunning = ({ state }: AttemptRow) => Number(RUNNING_STATES.includes(state));
	return isRunning(other) - isRunning(one) || other.accepted_at - one.accepted_at;
}

async function listPostRows<T extends 'attempts' | 'candidates'>(
	engine: Engine,
	table: T,
	siteId: string,
	postId: number,
): Promise<(T extends 'attempts' ? AttemptRow : CandidateRow)[]>;
async function listPostRows(
	engine: Engine,
	table: 'attempts' | 'candidates',
	siteId: string,
	postId: number,
) {
	return engine.database
		.selectFrom(table)
		.selectAll()
		.where('site_id', '=', siteId)
		.where('post_id', '=', postId)
		.execute();
}
