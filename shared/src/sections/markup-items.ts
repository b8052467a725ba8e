/** A block, or in classic content an element or a run of text: something after which an image may go. */
export interface MarkupNode {
	parent: MarkupNode | null;
	/** Position among its siblings; for blocks only. */
	index: number;
	/** Where it ends, from the start of its top-level block. */
	end: number;
	/** Whether an image may stand directly after it. */
	imageMayFollow: boolean;
}

export interface HeadingItem {
	kind: 'heading';
	text: string;
	level: number;
	/** Where it begins, from the start of its top-level block. */
	start: number;
	node: MarkupNode;
}

export interface ProseItem {
	kind: 'prose';
	text: string;
	wordCount: number;
	sketch: number[];
	node: MarkupNode;
}

export interface PictureItem {
	kind: 'picture';
}

/** What a synced pattern holds: read as part of the article, but nothing is ever put inside. */
export interface PatternItem {
	kind: 'pattern';
	start: number;
	node: MarkupNode;
	items: MarkupItem[];
}

export type MarkupItem = HeadingItem | ProseItem | PictureItem | PatternItem;

/** Everything known about one top-level block; depends on its markup and the patterns only, so it can be kept. */
export interface BlockReading {
	form: 'block' | 'classic';
	length: number;
	items: MarkupItem[];
}
