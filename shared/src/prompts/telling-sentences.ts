import { cleanText } from './clean-text.ts';
import { cutAtWord, MAX_QUOTED_SENTENCE_LENGTH } from './limits.ts';
import { splitSentences } from './split-sentences.ts';

/** Longer sections are judged by their beginning; it says what they are about. */
const JUDGED_LENGTH = 12_000;

const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Things that can be seen. English only: in other languages the other signs decide. */
const VISIBLE_THINGS = new Set(
	(
		'animal apple arch barrel basket beach bed bench bird boat book bottle bowl box bread bridge brush building ' +
		'candle car cat chair child church city cloth cloud coat coffee colour cup desk dog door face farm field fire ' +
		'fish flower forest fruit garden glass gold grass hand hat hill horse house ink island kitchen knife lamp leaf ' +
		'light man market metal moon morning mountain night page paint paper path pen person pigment plant plate pot rain ' +
		'river road roof room sea shelf ship shop sky smoke snow stone street sun table tea tool tower train tree ' +
		'village wall water wheel window wine winter woman wood woman workshop'
	).split(' '),
);
const ABSTRACT_ENDING = /(?:tion|sion|ness|ment|ity|ism|ance|ence|ship|ology)s?$/;

/** Sentences that speak to whoever reads the prompt, or to the blog's reader, are no description of a scene. */
const ADDRESSES_A_MODEL =
	/\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|previous|above|rule)|\bsystem prompt\b|\byou are (?:now )?an? (?:ai|assistant|model)\b|\bas an ai\b/i;
const ADDRESSES_A_READER =
	/\b(?:subscribe|newsletter|click here|sign up|read more|affiliate|disclosure|share this)\b/i;

/** English words that heading and sentence share without being about the same thing. */
const EMPTY_WORDS = new Set(
	(
		'about after also because been before could does each even ever every from have here into just like made make ' +
		'many more most much only other over said same should some such than that their them then there these they ' +
		'this those through very want were what when where which while will with would your'
	).split(' '),
);

/** Words of spaced scripts, without endings that a plural makes; pairs of characters of the others. */
export function termsOf(text: string): string[] {
	const terms: string[] = [];
	for (const run of text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
		if (!UNSPACED.test(run)) {
			if (run.length > 3 && !EMPTY_WORDS.has(run)) terms.push(run.replace(/(?<=[a-z]{3})s$/, ''));
			continue;
		}
		const characters = Array.from(run);
		for (let index = 1; index < characters.length; index += 1)
			terms.push(`${characters[index - 1]}${characters[index]}`);
	}
	return terms;
}

/** What the writer or somebody quoted thinks is rarely what is seen. English only, as above. */
const SOMEBODY_SPEAKS = /\b(?:I|me|my|we|our|said|says|asked)\b|^["'“‘]/;

interface Weighed {
	sentence: string;
	position: number;
	score: number;
}

/** The few sentences of a section that say most about what could be seen, in the text's order. */
export function tellingSentences(
	text: string,
	about: { heading: string; title: string },
	count: number,
): string[] {
	const sentences = splitSentences(text.slice(0, JUDGED_LENGTH)).map(cleanText).filter(isStatement);
	const frequencies = countTerms(sentences);
	const headingTerms = new Set(termsOf(about.heading));
	const titleTerms = new Set(termsOf(about.title));
	const weighed = sentences.map((sentence, position): Weighed => {
		const terms = [...new Set(termsOf(sentence))];
		const score =
			2 * share(terms, headingTerms) +
			share(terms, titleTerms) +
			1.5 * centrality(terms, frequencies) +
			concreteness(sentence, terms) +
			lengthScore(sentence) +
			(position === 0 ? 0.6 : position === 1 ? 0.3 : 0);
		return { sentence, position, score };
	});
	const best = weighed.sort((one, other) => other.score - one.score).slice(0, count);
	return best.sort((one, other) => one.position - other.position).map(({ sentence }) => shorten(sentence));
}

function isStatement(sentence: string): boolean {
	if (termsOf(sentence).length < 2) return false;
	return !ADDRESSES_A_MODEL.test(sentence) && !ADDRESSES_A_READER.test(sentence);
}

function countTerms(sentences: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const sentence of sentences) {
		for (const term of new Set(termsOf(sentence))) counts.set(term, (counts.get(term) ?? 0) + 1);
	}
	return counts;
}

/** 0 for none, up to 1 for two and more. */
function share(terms: readonly string[], wanted: ReadonlySet<string>): number {
	return Math.min(2, terms.filter((term) => wanted.has(term)).length) / 2;
}

/** How much of the sentence is what the other sentences speak of too. */
function centrality(terms: readonly string[], frequencies: ReadonlyMap<string, number>): number {
	if (terms.length === 0) return 0;
	return terms.filter((term) => (frequencies.get(term) ?? 0) > 1).length / terms.length;
}

function concreteness(sentence: string, terms: readonly string[]): number {
	const visible = terms.filter((term) => VISIBLE_THINGS.has(term)).length;
	const abstract = terms.filter((term) => ABSTRACT_ENDING.test(term)).length;
	const named = sentence.slice(1).match(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}/gu)?.length ?? 0;
	const question = /[?？؟]["'”’」』]*$/.test(sentence) ? 1 : 0;
	const spoken = SOMEBODY_SPEAKS.test(sentence) ? 0.5 : 0;
	return (
		Math.min(1.5, 0.5 * visible) +
		Math.min(0.5, 0.25 * named) -
		Math.min(0.9, 0.3 * abstract) -
		question -
		spoken
	);
}

/** Best between one and three lines; a fragment says too little, a long sentence too much. */
function lengthScore(sentence: string): number {
	const width = UNSPACED.test(sentence) ? sentence.length * 2.5 : sentence.length;
	if (width < 35) return -1;
	return width <= 220 ? 0.5 : -0.3;
}

function shorten(sentence: string): string {
	if (sentence.length <= MAX_QUOTED_SENTENCE_LENGTH) return sentence;
	const cut = sentence.slice(0, MAX_QUOTED_SENTENCE_LENGTH);
	const clause = Math.max(...[';', ',', ':', '،', '、', '，', '；'].map((mark) => cut.lastIndexOf(mark)));
	return clause > MAX_QUOTED_SENTENCE_LENGTH / 2
		? cut.slice(0, clause)
		: cutAtWord(sentence, MAX_QUOTED_SENTENCE_LENGTH);
}
