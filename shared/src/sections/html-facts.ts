const set = (names: string) => new Set(names.split(' '));

export const VOID_ELEMENTS = set('area base br col embed hr img input link meta param source track wbr');

/** Where a paragraph of text ends. */
export const BLOCK_ELEMENTS = set(
	'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer ' +
		'form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody td ' +
		'tfoot th thead tr ul',
);

/** Everything up to the closing tag is no markup, or nothing that anybody reads. */
export const OPAQUE_ELEMENTS = set(
	'script style textarea title iframe noscript template svg math object canvas',
);

/** Elements whose text is not prose. */
export const SKIPPED_ELEMENTS = set('nav button select form audio video del');

/** In classic content: elements between whose children an image may stand. */
export const IMAGE_PARENTS = set('div section article main body html center');

/** A new one of these closes one of the same name that was left open. */
export const SELF_CLOSING_SIBLINGS = set('li dt dd tr td th');

const CLASS_ATTRIBUTE = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/i;
const SKIPPED_CLASSES = set(
	'screen-reader-text wp-block-button wp-block-buttons wp-block-button__link wp-block-embed wp-block-code ' +
		'wp-block-preformatted wp-caption-text',
);
const HIDDEN = /\shidden(?=[\s=>/])|\saria-hidden\s*=\s*["']?true|display\s*:\s*none/i;
const FOOTNOTE = /\sdata-fn\s*=/;
const SMALL_SIDE = /[\s";](?:width|height)\s*(?:=\s*["']?|:\s*)(\d+)(?!\d|%|[a-oq-z])/gi;

/** Smaller than this on a side, in CSS pixels, is an icon or a tracking pixel, not a picture for a section. */
const SMALLEST_PICTURE = 48;

function classesOf(tag: string): string[] {
	const match = CLASS_ATTRIBUTE.exec(tag);
	return (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').split(/\s+/);
}

export function isSkippedElement(name: string, tag: string): boolean {
	if (SKIPPED_ELEMENTS.has(name) || HIDDEN.test(tag)) return true;
	if (name === 'sup') return FOOTNOTE.test(tag);
	const classes = classesOf(tag);
	if (name === 'pre') return !classes.includes('wp-block-verse');
	return classes.some((name) => SKIPPED_CLASSES.has(name));
}

export function isPicture(tag: string): boolean {
	const classes = classesOf(tag);
	if (classes.includes('wp-smiley') || classes.includes('emoji') || HIDDEN.test(tag)) return false;
	for (const side of tag.matchAll(SMALL_SIDE)) if (Number(side[1]) < SMALLEST_PICTURE) return false;
	return true;
}
