import { matchSections, similarity } from '@limner/shared/sections/fingerprint';
import type { Section } from '@limner/shared/sections/outline';
import { slotFingerprint } from '../storage/slots.ts';
import type { SlotRow } from '../storage/tables.ts';

/**
 * Which known slot each section is, by the section's index: the same section keeps its slot, wherever it stands now.
 * Nothing is placed by this, so two sections that are alike may be told apart by their order; a wrong guess costs a
 * wording, and a new slot at each plan would cost it for certain.
 */
export function recogniseSlots(known: SlotRow[], sections: readonly Section[]): Map<number, SlotRow> {
	const withFingerprint = known.flatMap((slot) => {
		const fingerprint = slotFingerprint(slot);
		return fingerprint ? [{ id: slot.id, slot, fingerprint }] : [];
	});
	const matches = matchSections(withFingerprint, sections);
	const recognised = new Map<number, SlotRow>();
	const alike = [];
	for (const [position, match] of matches.entries()) {
		const candidate = withFingerprint[position];
		if (!candidate) continue;
		if (match.index !== null) recognised.set(match.index, candidate.slot);
		else if (match.result === 'ambiguous') alike.push(candidate);
	}
	for (const { slot, fingerprint } of alike.sort((one, other) => one.slot.place - other.slot.place)) {
		const open = sections.filter(({ index }) => !recognised.has(index));
		const best = open.reduce<Section | undefined>(
			(chosen, section) =>
				!chosen || similarity(fingerprint, section.fingerprint) > similarity(fingerprint, chosen.fingerprint)
					? section
					: chosen,
			undefined,
		);
		if (best && similarity(fingerprint, best.fingerprint) > 0.3) recognised.set(best.index, slot);
	}
	return recognised;
}
