import type { Plan } from '@limner/shared/contracts/plan';
import type { Fingerprint } from '@limner/shared/sections/fingerprint';
import type { Database } from './database.ts';
import type { SlotRow } from './tables.ts';

export async function listSlots(database: Database, siteId: string, postId: number): Promise<SlotRow[]> {
	return database
		.selectFrom('slots')
		.selectAll()
		.where('site_id', '=', siteId)
		.where('post_id', '=', postId)
		.orderBy('place')
		.orderBy('created_at')
		.execute();
}

/** Undefined also where the slot is another site's. */
export async function findSlot(
	database: Database,
	siteId: string,
	slotId: string,
): Promise<SlotRow | undefined> {
	return database
		.selectFrom('slots')
		.selectAll()
		.where('id', '=', slotId)
		.where('site_id', '=', siteId)
		.executeTakeFirst();
}

/** Writes slots as a plan found them; a slot that is known keeps its id and, where a person wrote it, its wording. */
export async function saveSlots(database: Database, slots: SlotRow[]): Promise<void> {
	for (const slot of slots) {
		await database
			.insertInto('slots')
			.values(slot)
			.onConflict((conflict) =>
				conflict.column('id').doUpdateSet({
					heading: slot.heading,
					fingerprint_json: slot.fingerprint_json,
					prompt: slot.prompt,
					alt: slot.alt,
					place: slot.place,
				}),
			)
			.execute();
	}
}

export async function changeSlotWording(
	database: Database,
	slotId: string,
	prompt: string,
	alt: string,
): Promise<void> {
	await database.updateTable('slots').set({ prompt, alt, edited: 1 }).where('id', '=', slotId).execute();
}

/** The slots whose wording is a person's own: nobody writes it anew. */
export async function listEdited(database: Database, siteId: string, postId: number): Promise<Set<string>> {
	const rows = await listSlots(database, siteId, postId);
	return new Set(rows.filter(({ edited }) => edited === 1).map(({ id }) => id));
}

/** The wording of a plan that was written after its slots were kept; a person's own, written meanwhile, stays. */
export async function keepPrompts(
	database: Database,
	siteId: string,
	{ post_id, slots }: Pick<Plan, 'post_id' | 'slots'>,
): Promise<void> {
	const rows = await listSlots(database, siteId, post_id);
	const byId = new Map(slots.map((slot) => [slot.slot_id, slot]));
	await saveSlots(
		database,
		rows.flatMap((row) => {
			const slot = byId.get(row.id);
			return slot && row.edited === 0 ? [{ ...row, prompt: slot.prompt, alt: slot.alt }] : [];
		}),
	);
}

export function slotFingerprint(slot: SlotRow): Fingerprint | null {
	return slot.fingerprint_json === null ? null : (JSON.parse(slot.fingerprint_json) as Fingerprint);
}
