/** What blocks mean for sections. Names without their `core/`. Source: WordPress 7.1's block library. */

/** Neither their text nor their pictures belong to the article's prose. */
const NOT_PROSE = new Set(
	(
		'code preformatted shortcode embed button buttons file audio video math footnotes search navigation ' +
		'navigation-link navigation-submenu page-list social-links social-link table-of-contents latest-posts ' +
		'latest-comments comments query archives calendar categories tag-cloud rss loginout more nextpage spacer ' +
		'separator site-title site-tagline site-logo icon'
	).split(' '),
);

/** Containers of the core library inside which an image block may stand and reads as part of the section. */
const HOLDS_IMAGES = new Set(['group', 'column', 'details', 'accordion-panel', 'post-content']);

/** Attributes of containers that let nobody insert. */
const LOCKED = /"templateLock":"(?:all|insert|contentOnly)"/;

const HIDDEN = /"blockVisibility":false/;

export function isProseBlock(name: string, attributes: string): boolean {
	if (name.startsWith('core-embed/') || HIDDEN.test(attributes)) return false;
	return !(name.startsWith('core/') && NOT_PROSE.has(name.slice(5)));
}

/**
 * Whether an image may follow `child` inside `parent`. A container of another plugin says nothing about what it
 * allows; one that holds a core block directly is taken to hold any.
 */
export function holdsImages(parent: string, parentAttributes: string, child: string): boolean {
	if (LOCKED.test(parentAttributes)) return false;
	if (parent.startsWith('core/')) return HOLDS_IMAGES.has(parent.slice(5));
	return child.startsWith('core/');
}

/** Blocks that show a picture which their saved HTML does not hold as an `<img>`. */
export function showsPicture(name: string, attributes: string): boolean {
	if (name === 'core/post-featured-image') return true;
	if (name !== 'core/cover' || attributes.includes('"backgroundType":"video"')) return false;
	return attributes.includes('"url":') || attributes.includes('"useFeaturedImage":true');
}

/** Blocks whose picture lies behind or beside the blocks they hold. */
export function isBesidePicture(name: string): boolean {
	return name === 'core/cover' || name === 'core/media-text';
}
