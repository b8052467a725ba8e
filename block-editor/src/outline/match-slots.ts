import type { Slot } from '@limner/shared/contracts/post-images';
import { matchSections, type KnownSection, type SectionMatch } from '@limner/shared/sections/fingerprint';
import type { Section } from '@limner/shared/sections/outline';

/** Fingerprints are compared as text, which is made once. */
const texts = new WeakMap<object, string>();

function textOf(fingerprint: KnownSection['fingerprint']): string {
	const text = texts.get(fingerprint) ?? JSON.stringify([fingerprint.heading_path, fingerprint.sketch]);
	texts.set(fingerprint, text);
	return text;
}

/** What occurs once, by its text. */
function unique<Thing extends { fingerprint: KnownSection['fingerprint'] }>(things: readonly Thing[]) {
	const found = new Map<string, Thing | null>();
	for (const thing of things) {
		const text = textOf(thing.fingerprint);
		found.set(text, found.has(text) ? null : thing);
	}
	return found;
}

/**
 * The section of each slot. What is exactly as it was, and there once, is found without weighing everything against
 * everything, which takes hundreds of milliseconds in a post of 250 sections; only what was edited is weighed.
 */
export function matchSlots(slots: readonly Slot[], sections: readonly Section[]): Map<string, SectionMatch> {
	const known = slots.flatMap(({ slot_id, fingerprint }) =>
		fingerprint ? [{ id: slot_id, fingerprint }] : [],
	);
	const [knownOnce, sectionsOnce] = [unique(known), unique(sections)];
	const same = new Map<KnownSection, Section>();
	for (const [text, one] of knownOnce) {
		const section = sectionsOnce.get(text);
		if (one && section) same.set(one, section);
	}
	const taken = new Set(same.values());
	const matches = [
		...[...same].map(([{ id }, { index }]) => ({ id, result: 'found' as const, index, textChanged: false })),
		...matchSections(
			known.filter((one) => !same.has(one)),
			sections.filter((section) => !taken.has(section)),
		),
	];
	return new Map(matches.map((match) => [match.id, match]));
}
