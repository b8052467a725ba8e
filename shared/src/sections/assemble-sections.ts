import { chooseInsertion, type Anchor } from './choose-insertion.ts';
import type { HeadingItem, MarkupItem, ProseItem } from './markup-items.ts';
import { LEAD_INDEX, type Outline, type Section } from './outline.ts';
import type { PlacedReading } from './read-blocks.ts';
import { smallestHashes } from './sketch-text.ts';

export interface AssembleOptions {
	/** The post's title; a first level-1 heading that repeats it is not a section. */
	title: string;
}

interface Draft {
	heading: { item: HeadingItem; anchor: Anchor; start: number } | null;
	prose: ProseItem[];
	firstProse: Anchor | null;
	hasImage: boolean;
}

interface ProseSummary {
	prose: ProseItem[];
	text: string;
	wordCount: number;
	sketch: number[];
}

/** All patterns of a post together add this many items at most: the same small one can be there a thousand times. */
const MAX_PATTERN_ITEMS = 20_000;

/** Longer headings are cut in fingerprints, which travel and are stored. */
const HEADING_LENGTH = 200;

/** By a section's first paragraph; the paragraphs are kept per block, so an edit elsewhere finds its summary here. */
const summaries = new WeakMap<ProseItem, ProseSummary>();

/** Joins the readings of a post's top-level blocks into its sections; its language is `extractSections`' to guess. */
export function assembleSections(readings: readonly PlacedReading[], options: AssembleOptions): Outline {
	const drafts = draftSections(readings, options.title);
	const [first, ...rest] = drafts;
	const lead = first ? finishLead(first) : null;
	const sections = finishSections(rest);
	const wordCount = sections.reduce((sum, section) => sum + section.wordCount, lead?.wordCount ?? 0);
	return { kind: 'outline', lead, sections, wordCount };
}

const emptyDraft = (heading: Draft['heading']): Draft => ({
	heading,
	prose: [],
	firstProse: null,
	hasImage: false,
});

/** The lead's draft, then one for each heading. */
function draftSections(readings: readonly PlacedReading[], title: string): Draft[] {
	let current = emptyDraft(null);
	const drafts = [current];
	let patternItems = 0;
	const add = (item: MarkupItem, anchor: Anchor, start: number) => {
		if (item.kind === 'heading') {
			if (drafts.length === 1 && repeatsTitle(item, title)) return;
			current = emptyDraft({ item, anchor, start });
			drafts.push(current);
		} else if (item.kind === 'prose') {
			current.prose.push(item);
			current.firstProse ??= anchor;
		} else if (item.kind === 'picture') current.hasImage = true;
	};
	for (const [topLevelIndex, { reading, offset }] of readings.entries()) {
		const place = { form: reading.form, topLevelIndex, topLevelOffset: offset };
		for (const item of reading.items) {
			if (item.kind === 'picture') current.hasImage = true;
			else if (item.kind !== 'pattern') {
				add(item, { ...place, node: item.node }, item.kind === 'heading' ? offset + item.start : 0);
			} else {
				const held = item.items.slice(0, MAX_PATTERN_ITEMS - patternItems);
				patternItems += held.length;
				for (const inside of held) add(inside, { ...place, node: item.node }, offset + item.start);
			}
		}
	}
	return drafts;
}

function repeatsTitle(item: HeadingItem, title: string): boolean {
	return item.level === 1 && item.text.toLowerCase() === title.replace(/\s+/g, ' ').trim().toLowerCase();
}

function finishLead(draft: Draft): Section | null {
	if (draft.prose.length === 0 && !draft.hasImage) return null;
	const { text, wordCount, sketch } = summarize(draft.prose);
	return {
		index: LEAD_INDEX,
		kind: 'lead',
		heading: '',
		level: 0,
		headingPath: [],
		text,
		wordCount,
		hasImage: draft.hasImage,
		fingerprint: { heading_path: [], sketch },
		insertion: null,
	};
}

function finishSections(drafts: readonly Draft[]): Section[] {
	const enclosing: HeadingItem[] = [];
	return drafts.flatMap((draft, index) => {
		if (!draft.heading) return [];
		const { item, anchor } = draft.heading;
		while ((enclosing.at(-1)?.level ?? 0) >= item.level) enclosing.pop();
		enclosing.push(item);
		const headingPath = enclosing.map(({ text }) => text);
		const { text, wordCount, sketch } = summarize(draft.prose);
		const section: Section = {
			index,
			kind: 'section',
			heading: item.text,
			level: item.level,
			headingPath,
			text,
			wordCount,
			hasImage: draft.hasImage,
			fingerprint: { heading_path: headingPath.map((heading) => heading.slice(0, HEADING_LENGTH)), sketch },
			insertion: chooseInsertion(anchor, draft.firstProse, drafts[index + 1]?.heading?.start ?? Infinity),
		};
		return [section];
	});
}

function summarize(prose: ProseItem[]): ProseSummary {
	const [first] = prose;
	if (!first) return { prose, text: '', wordCount: 0, sketch: [] };
	const known = summaries.get(first);
	if (known?.prose.length === prose.length && known.prose.every((item, index) => item === prose[index]))
		return known;
	const summary = {
		prose,
		text: prose.map(({ text }) => text).join('\n'),
		wordCount: prose.reduce((sum, item) => sum + item.wordCount, 0),
		sketch: smallestHashes(prose.flatMap((item) => item.sketch)),
	};
	summaries.set(first, summary);
	return summary;
}
