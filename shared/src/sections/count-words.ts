/** Scripts written without spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu;
const SPACED_WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’\-_.]*/gu;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u;

/** Average length of a word in characters, for runtimes without `Intl.Segmenter`. */
const EAST_ASIAN_WORD_LENGTH = 1.9;
const SOUTH_EAST_ASIAN_WORD_LENGTH = 4.6;

let segmenter: Intl.Segmenter | null | undefined;

function wordSegmenter(): Intl.Segmenter | null {
	// Made late and once: constructing it costs milliseconds, and most posts never need it.
	segmenter ??=
		typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'word' }) : null;
	return segmenter;
}

/** Words of a text without spaces by average word length; `count-words` uses it where no segmenter exists. */
export function estimateUnspacedWords(run: string): number {
	const length = EAST_ASIAN.test(run) ? EAST_ASIAN_WORD_LENGTH : SOUTH_EAST_ASIAN_WORD_LENGTH;
	return Math.max(1, Math.round(run.length / length));
}

function countUnspaced(run: string): number {
	const words = wordSegmenter();
	if (!words) return estimateUnspacedWords(run);
	let count = 0;
	for (const part of words.segment(run)) if (part.isWordLike) count += 1;
	return count;
}

export function countWords(text: string): number {
	let count = 0;
	const spaced = text.replace(UNSPACED, (run) => {
		count += countUnspaced(run);
		return ' ';
	});
	return count + (spaced.match(SPACED_WORD)?.length ?? 0);
}
