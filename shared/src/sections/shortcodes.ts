/** Shortcodes whose content is no prose, with what stands between opening and closing. */
const SWALLOWED = new Set(
	'caption wp_caption embed video audio playlist code sourcecode source highlight php html css js latex math'.split(
		' ',
	),
);
/** Of these the markup inside still counts: their picture is the section's. */
const HOLDS_PICTURE = new Set(['caption', 'wp_caption']);

const SHORTCODE = /\[(\/?)([a-z][\w-]*)(?:[\s=][^[\]]*)?\/?\]/gi;

export interface SwallowedShortcode {
	/** Index of its `[`. */
	start: number;
	/** Index of its closing tag. */
	end: number;
	markupCounts: boolean;
}

/** The shortcodes that open between `start` and `end` and whose content, up to their closing tag, is no prose. */
export function* findSwallowedShortcodes(
	markup: string,
	start: number,
	end: number,
	withoutClosing: Set<string>,
): Generator<SwallowedShortcode> {
	const text = markup.slice(start, end);
	if (!text.includes('[')) return;
	let swallowedUntil = start;
	for (const match of text.matchAll(SHORTCODE)) {
		const name = (match[2] ?? '').toLowerCase();
		const opening = start + match.index;
		if (match[1] === '/' || opening < swallowedUntil || !SWALLOWED.has(name) || withoutClosing.has(name))
			continue;
		const closing = markup.indexOf(`[/${name}]`, opening);
		if (closing < 0) {
			// Remembered, so that a post full of unclosed ones is still read in linear time.
			withoutClosing.add(name);
			continue;
		}
		swallowedUntil = closing;
		yield { start: opening, end: closing, markupCounts: HOLDS_PICTURE.has(name) };
	}
}

export function stripShortcodes(text: string): string {
	return text.includes('[') ? text.replace(SHORTCODE, ' ') : text;
}

export function showsGallery(text: string): boolean {
	return text.includes('[gallery');
}
