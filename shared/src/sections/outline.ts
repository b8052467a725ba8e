/** Posts above this are refused rather than read: WordPress itself becomes unusable long before. */
export const MAX_CONTENT_BYTES = 2 * 1024 * 1024;

/** `index` of the lead, and the number that stands for the featured image in lists of slots. */
export const LEAD_INDEX = -1;

/** How a section is known again; the wire form, hence snake_case. */
export interface Fingerprint {
	/** Enclosing headings, outermost first, ending with the section's own. */
	heading_path: string[];
	/** At most 32 ascending unsigned 32-bit integers: the smallest hashes of the text's shingles. */
	sketch: number[];
}

/** Where an image block, or an `<img>` in classic content, goes. */
export interface Insertion {
	form: 'block' | 'classic';
	/** In UTF-16 units of the content; `toByteOffset` turns it into bytes. */
	offset: number;
	topLevelIndex: number;
	/** Indexes, from the top level down, of the block AFTER which to insert. In classic content: its block. */
	path: number[];
}

export interface Section {
	/** Position in `Outline.sections`; the lead has `LEAD_INDEX`. */
	index: number;
	kind: 'lead' | 'section';
	/** Plain text; empty for the lead. */
	heading: string;
	/** 1–6; 0 for the lead. */
	level: number;
	/** Enclosing headings, outermost first, ending with the section's own; empty for the lead. */
	headingPath: string[];
	/** Prose only, one line per paragraph, list item or table cell. */
	text: string;
	wordCount: number;
	hasImage: boolean;
	fingerprint: Fingerprint;
	/** Null for the lead, which the featured image serves. */
	insertion: Insertion | null;
}

export interface Outline {
	kind: 'outline';
	lead: Section | null;
	sections: Section[];
	/** Guessed from the script (`ar`, `ja`, `th`, …); absent where the script says too little, as with Latin. */
	language?: string;
	/** Words of prose, headings not counted. */
	wordCount: number;
}

export interface TooLarge {
	kind: 'too_large';
	bytes: number;
}

/** A synced pattern (`core/block`): its post id and its serialized content. */
export interface Pattern {
	id: number;
	content: string;
}
