/** Words that say nothing about what an image is for. */
const SILENT = new Set([
	...[
		'a',
		'an',
		'the',
		'my',
		'our',
		'your',
		'for',
		'of',
		'on',
		'in',
		'at',
		'to',
		'and',
		'or',
		'with',
		'from',
		'is',
	],
	...[
		'image',
		'images',
		'picture',
		'pictures',
		'photo',
		'i',
		'need',
		'want',
		'make',
		'new',
		'use',
		'as',
		'it',
		'that',
	],
]);

/** Lower case, without marks and without what says nothing; ratios and sizes stay whole. */
export function wordsOf(text: string): string[] {
	const sizes = text.replaceAll(/(\d+)\s*[×x]\s*(\d+)/gi, '$1x$2');
	const words = sizes.toLowerCase().match(/\d+(?:\.\d+)?:\d+|[\p{Letter}\p{Number}]+/gu) ?? [];
	// X is a word of its own here, and the name of a platform.
	return words.filter((word) => !SILENT.has(word));
}
