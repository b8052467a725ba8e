import { cleanText } from './clean-text.ts';
import { cutAtWord, MAX_ALT_LENGTH } from './limits.ts';

const NUMBERING = /^(?:(?:step|part|chapter|no\.?|tip)\s+)?(?:\d{1,3}|[ivx]{1,5})\s?[.):–—-]\s*/i;
const ANNOUNCEMENT =
	/^(?:an?|the)?\s*(?:image|picture|photo|photograph|illustration|drawing|graphic)\s+(?:of|showing)\s+/i;

/** A heading of one word ("Ingredients") says little by itself; what it belongs to is added. */
const TELLING_WORDS = 2;

function purposeOf(heading: string): string {
	const plain = cleanText(heading)
		.replace(NUMBERING, '')
		.replace(ANNOUNCEMENT, '')
		.replace(/[\s:;,.–—-]+$/, '');
	return plain === '' ? cleanText(heading) : plain;
}

/** Brief alt text: what the image is there for, without "image of", which screen readers say themselves. */
export function writeAlt(heading: string, around: string): string {
	const purpose = purposeOf(heading);
	const context = purposeOf(around);
	const words = purpose.split(' ').length;
	const spaced = / |^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Greek}\p{P}\d]+$/u.test(
		purpose,
	);
	if (purpose === '') return cutAtWord(context, MAX_ALT_LENGTH);
	const lonely = spaced && words < TELLING_WORDS && context !== '' && context !== purpose;
	return cutAtWord(lonely ? `${purpose} – ${context}` : purpose, MAX_ALT_LENGTH);
}

/** Alt text that somebody else wrote, brought into the same form. */
export function tidyAlt(alt: string): string {
	return cutAtWord(purposeOf(alt), MAX_ALT_LENGTH);
}
