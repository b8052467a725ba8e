/** Sentence ends: full stops followed by space, and those of Arabic, Chinese, Japanese and Hindi. */
const SENTENCE_END = /(?<=[.!?؟。！？।…]["'”’»)」』]*)\s+|(?<=[。！？।][」』”’)]*)(?![」』”’)])/u;
/** "e.g. this", "Dr. Who": no end of a sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:[A-Za-z]|e\.g|i\.e|etc|vs|no|nr|ca|cf|Dr|Mr|Mrs|Ms|St|Prof|bzw|z\.B)\.$/;

/** Thai, Lao, Khmer and Myanmar put a space where other scripts put a comma or a full stop. */
const SPACE_ENDS_CLAUSE = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const CLAUSE_LENGTH = 60;

/** Splits prose into sentences, without dictionaries, the same in every runtime. */
export function splitSentences(text: string): string[] {
	return text.split('\n').flatMap((line) => {
		const parts = SPACE_ENDS_CLAUSE.test(line)
			? joinClauses(line.split(/\s+(?!ๆ)/))
			: line.split(SENTENCE_END);
		return joinAbbreviations(parts.map((part) => part.trim()).filter((part) => part !== ''));
	});
}

function joinAbbreviations(parts: string[]): string[] {
	const sentences: string[] = [];
	for (const part of parts) {
		const before = sentences.at(-1);
		if (before !== undefined && ABBREVIATION.test(before))
			sentences[sentences.length - 1] = `${before} ${part}`;
		else sentences.push(part);
	}
	return sentences;
}

function joinClauses(clauses: string[]): string[] {
	const sentences: string[] = [];
	for (const clause of clauses) {
		const before = sentences.at(-1);
		if (before !== undefined && before.length < CLAUSE_LENGTH)
			sentences[sentences.length - 1] = `${before} ${clause}`;
		else sentences.push(clause);
	}
	return sentences;
}
