import { LEAD_INDEX, type Section } from '../sections/outline.ts';

/** With "every section", no more than this many at once: a post of 300 headings is a mistake to illustrate whole. */
export const MAX_SLOTS = 50;

/** A section right where another was chosen would count this much; at the gap of an even spread it counts whole. */
const NEAREST_WEIGHT = 0.4;

/** What the choice looks at, so that an outline that came over the wire can be chosen from as well. */
export type ChoosableSection = Pick<Section, 'index' | 'wordCount' | 'hasImage'>;

export interface SlotChoice {
	featuredMissing: boolean;
	/** In-article images, the featured one not counted. */
	maxInArticle: number;
	everySection: boolean;
}

/** The slots that a plan preselects, in the post's order: `LEAD_INDEX` for featured, else indexes of sections. */
export function chooseSlots(
	outline: { sections: readonly ChoosableSection[] },
	choice: SlotChoice,
): number[] {
	const open = outline.sections.filter(({ hasImage }) => !hasImage);
	const chosen = choice.everySection ? open.slice(0, MAX_SLOTS) : longestSpread(open, choice.maxInArticle);
	const inArticle = chosen.map(({ index }) => index).sort((one, other) => one - other);
	return choice.featuredMissing ? [LEAD_INDEX, ...inArticle] : inArticle;
}

/** The longest first, each weighed by how far it is from those already chosen. */
function longestSpread(open: readonly ChoosableSection[], wanted: number): ChoosableSection[] {
	const candidates = new Set(open.filter(({ wordCount }) => wordCount > 0));
	const count = Math.min(wanted, MAX_SLOTS, candidates.size);
	const evenGap = ((open.at(-1)?.index ?? 0) - (open[0]?.index ?? 0) + 1) / (count + 1);
	const chosen: ChoosableSection[] = [];
	const weigh = (section: ChoosableSection) => {
		const nearest = Math.min(...chosen.map(({ index }) => Math.abs(index - section.index)));
		return section.wordCount * (NEAREST_WEIGHT + (1 - NEAREST_WEIGHT) * Math.min(1, nearest / evenGap));
	};
	while (chosen.length < count) {
		const best = [...candidates].reduce((one, other) => (weigh(other) > weigh(one) ? other : one));
		candidates.delete(best);
		chosen.push(best);
	}
	return chosen;
}
