import type { PlannedSlot } from '@limner/shared/contracts/plan';
import type { EditorPostImages, Slot } from '@limner/shared/contracts/post-images';
import type { SectionMatch } from '@limner/shared/sections/fingerprint';
import type { Section } from '@limner/shared/sections/outline';
import { matchSlots } from '../outline/match-slots.ts';
import type { SlotNote } from '../store/state.ts';

/** A line or a card of the sidebar. */
export interface Entry {
	slot: Slot;
	planned: PlannedSlot | null;
	/** Null for the featured image, and for a section that is no longer in the post. */
	section: Section | null;
	/** Its section is not in the post any more, or cannot be told from another one. */
	isGone: boolean;
	/** The section's text is another one than when its image was made. */
	textChanged: boolean;
	/** It is to be made. */
	isSelected: boolean;
	/** Shown as a card; else as one line. */
	isCard: boolean;
}

export interface EntryList {
	entries: Entry[];
	/** Sections that came into the post after it was planned. */
	unplanned: Section[];
}

/** Featured image first, then the sections in the post's order, then images whose section is gone. */
export function listEntries(
	images: EditorPostImages,
	sections: readonly Section[],
	notes: Record<string, SlotNote>,
): EntryList {
	const planned = new Map(images.plan?.slots.map((slot) => [slot.slot_id, slot]));
	const slots = collectSlots(images);
	const matches = matchOnce(slots, sections);
	const slotOfSection = new Map<number, Slot>();
	for (const slot of slots) {
		const index = matches.get(slot.slot_id)?.index;
		if (typeof index === 'number') slotOfSection.set(index, slot);
	}
	const toEntry = (slot: Slot, section: Section | null): Entry => {
		const isSelected = notes[slot.slot_id]?.chosen ?? planned.get(slot.slot_id)?.selected ?? false;
		return {
			slot,
			planned: planned.get(slot.slot_id) ?? null,
			section,
			isGone: slot.kind === 'section' && !section,
			textChanged: matches.get(slot.slot_id)?.textChanged ?? false,
			isSelected,
			isCard: isSelected || slot.attempt !== null || slot.candidates.length > 0,
		};
	};
	const featured = slots.filter(({ kind }) => kind === 'featured').map((slot) => toEntry(slot, null));
	const placed = sections.flatMap((section) => {
		const slot = slotOfSection.get(section.index);
		return slot ? [toEntry(slot, section)] : [];
	});
	const gone = slots
		.filter(({ kind, slot_id }) => kind === 'section' && matches.get(slot_id)?.result !== 'found')
		.filter((slot) => slot.candidates.some(({ state }) => state !== 'rejected'))
		.map((slot) => toEntry(slot, null));
	return {
		entries: [...featured, ...placed, ...gone],
		unplanned: sections.filter(({ index }) => !slotOfSection.has(index)),
	};
}

/** The slots that were ever used, and those of the newest plan. */
function collectSlots({ slots, plan }: EditorPostImages): Slot[] {
	const known = new Set(slots.map(({ slot_id }) => slot_id));
	const fresh = (plan?.slots ?? []).filter(({ slot_id }) => !known.has(slot_id));
	return [
		...slots,
		...fresh.map(({ slot_id, kind, heading, fingerprint, prompt, alt }) => ({
			slot_id,
			kind,
			heading,
			fingerprint,
			prompt,
			alt,
			attempt: null,
			candidates: [],
		})),
	];
}

let matched: { sections: readonly Section[]; key: string; matches: Map<string, SectionMatch> } | null = null;

/** The same slots in the same sections match alike; a new state every two seconds does not match them anew. */
function matchOnce(slots: readonly Slot[], sections: readonly Section[]): Map<string, SectionMatch> {
	const key = slots.map(({ slot_id }) => slot_id).join();
	if (matched?.sections !== sections || matched.key !== key) {
		matched = { sections, key, matches: matchSlots(slots, sections) };
	}
	return matched.matches;
}
