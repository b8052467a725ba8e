import { assignBest } from './assign-best.ts';
import type { Fingerprint, Section } from './outline.ts';
import { sketchSimilarity } from './sketch-text.ts';

export type { Fingerprint } from './outline.ts';

export interface KnownSection {
	id: string;
	fingerprint: Fingerprint;
}

export type MatchableSection = Pick<Section, 'index' | 'fingerprint'>;

export interface SectionMatch {
	id: string;
	result: 'found' | 'ambiguous' | 'gone';
	/** `Section.index`; null unless found. */
	index: number | null;
	/** Whether the text differs noticeably from the known one; false unless found. */
	textChanged: boolean;
}

const WEIGHTS = { text: 0.6, heading: 0.3, around: 0.1 };

/** Text in common that makes a section the same one whatever its heading says. */
const SAME_TEXT = 0.3;
/** With fewer shingles than this, a few common words are chance. */
const FEW_SHINGLES = 8;
const SAME_SHORT_TEXT = 0.5;
/** Under this, a section is said to have changed since its image was made. */
const TEXT_UNCHANGED = 0.7;
/** Two ways to assign all sections that are no further apart than this are equally good. */
const CLEARLY_BETTER = 0.06;

/** A fingerprint made ready to be compared with many. */
interface Prepared {
	heading: string;
	around: string;
	sketch: readonly number[];
}

function normalize(heading: string): string {
	const words = heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
	return words.trim();
}

function prepare({ heading_path: path, sketch }: Fingerprint): Prepared {
	return { heading: normalize(path.at(-1) ?? ''), around: normalize(path.slice(0, -1).join(' ')), sketch };
}

function characterPairs(text: string): string[] {
	const characters = Array.from(text);
	return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** 1 for equal headings, else the share of character pairs in common (Dice). */
function headingSimilarity(left: string, right: string): number {
	if (left === right) return 1;
	const remaining = new Map<string, number>();
	const [pairs, otherPairs] = [characterPairs(left), characterPairs(right)];
	for (const pair of pairs) remaining.set(pair, (remaining.get(pair) ?? 0) + 1);
	let common = 0;
	for (const pair of otherPairs) {
		const count = remaining.get(pair) ?? 0;
		if (count > 0) common += 1;
		remaining.set(pair, count - 1);
	}
	const total = pairs.length + otherPairs.length;
	return total === 0 ? 0 : (2 * common) / total;
}

function score(left: Prepared, right: Prepared, text: number): number {
	// Where neither has any text, that they agree in it says nothing: the headings alone decide.
	const textless = left.sketch.length === 0 && right.sketch.length === 0;
	const heading = WEIGHTS.heading * headingSimilarity(left.heading, right.heading);
	const headings = heading + WEIGHTS.around * headingSimilarity(left.around, right.around);
	return textless ? headings / (1 - WEIGHTS.text) : headings + WEIGHTS.text * text;
}

/** How much two fingerprints agree, 0–1. */
export function similarity(left: Fingerprint, right: Fingerprint): number {
	return score(prepare(left), prepare(right), sketchSimilarity(left.sketch, right.sketch));
}

/** Whether the two can be one section at all: the same text, or the same heading in the same place. */
function isPossible(left: Prepared, right: Prepared, text: number): boolean {
	const shingles = Math.min(left.sketch.length, right.sketch.length);
	const enough = shingles < FEW_SHINGLES ? SAME_SHORT_TEXT : SAME_TEXT;
	if (shingles > 0 && text >= enough) return true;
	return left.heading === right.heading && (left.around === right.around || (shingles > 0 && text > 0.1));
}

interface Pair {
	score: number;
	text: number;
}

/** By position in the known sections, then by position in the sections; only what can be one section at all. */
type Pairs = Map<number, Pair>[];

/**
 * Finds known sections again, all at once: no section is given twice, and what fits two places equally well is
 * ambiguous. Where a section stands in the post plays no part.
 */
export function matchSections(
	known: readonly KnownSection[],
	sections: readonly MatchableSection[],
): SectionMatch[] {
	const prepared = sections.map(({ fingerprint }) => prepare(fingerprint));
	const pairs = known.map(({ fingerprint }) => possiblePairs(prepare(fingerprint), prepared));
	const scores = pairs.map((row) => sections.map((_, section) => row.get(section)?.score ?? 0));
	const assigned = assignBest(scores, sections.length);
	const ambiguous = findAmbiguous(assigned, pairs);
	return known.map(({ id }, index) => {
		if (ambiguous.has(index)) return { id, result: 'ambiguous', index: null, textChanged: false };
		const section = sections[assigned[index] ?? -1];
		if (!section) return { id, result: 'gone', index: null, textChanged: false };
		const text = pairs[index]?.get(assigned[index] ?? -1)?.text ?? 0;
		return { id, result: 'found', index: section.index, textChanged: text < TEXT_UNCHANGED };
	});
}

function possiblePairs(known: Prepared, sections: readonly Prepared[]): Map<number, Pair> {
	const row = new Map<number, Pair>();
	for (const [index, section] of sections.entries()) {
		const text = sketchSimilarity(known.sketch, section.sketch);
		if (isPossible(known, section, text)) row.set(index, { text, score: score(known, section, text) });
	}
	return row;
}

/** Every known section whose place another assignment, about as good as this one, would change. */
function findAmbiguous(assigned: readonly number[], pairs: Pairs): Set<number> {
	const owners = new Map(assigned.map((section, known) => [section, known]));
	const scoreOf = (known: number, section: number) => pairs[known]?.get(section)?.score ?? 0;
	const ambiguous = new Set<number>();
	for (const [known, row] of pairs.entries()) {
		const present = assigned[known] ?? -1;
		for (const [section, { score }] of row) {
			if (section === present) continue;
			const owner = owners.get(section);
			// The owner moves to the place that becomes free, if it fits there at all.
			const ownersLoss = owner === undefined ? 0 : scoreOf(owner, section) - scoreOf(owner, present);
			if (scoreOf(known, present) - score + ownersLoss >= CLEARLY_BETTER) continue;
			ambiguous.add(known);
			if (owner !== undefined) ambiguous.add(owner);
		}
	}
	return ambiguous;
}
