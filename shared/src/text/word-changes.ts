/** What stood there and what stands there now. */
export interface WordChange {
	before: string;
	after: string;
}

/** The piece between two changes; one that is only a space belongs to the change around it. */
interface Piece extends WordChange {
	isSame: boolean;
}

/** Beyond that many pairs of words a text is compared as a whole: two prompts of 4,000 characters are far below. */
const MOST_PAIRS = 9_000_000;
/** Nobody reads a longer list; the whole text says it better. */
export const MOST_CHANGES = 800;

/** What was changed from one text to the other, by words, in their order. Works for scripts without spaces too. */
export function wordChanges(before: string, after: string): WordChange[] {
	if (before === after) return [];
	const [one, other] = [wordsOf(before), wordsOf(after)];
	if (one.length * other.length > MOST_PAIRS) return [{ before, after }];
	const changes = joinAcrossSpaces(pieces(one, other)).filter(({ isSame }) => !isSame);
	const words = changes
		.map((change) => ({ before: change.before.trim(), after: change.after.trim() }))
		.filter((change) => change.before !== change.after);
	return words.length > MOST_CHANGES ? [{ before, after }] : words;
}

function wordsOf(text: string): string[] {
	const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
	return [...segments].map(({ segment }) => segment);
}

/** Along the longest common sequence of words. */
function pieces(one: string[], other: string[]): Piece[] {
	const lengths = commonLengths(one, other);
	const width = other.length + 1;
	const lengthAt = (row: number, column: number) => lengths[row * width + column] ?? 0;
	const found: Piece[] = [];
	let [row, column] = [0, 0];
	while (row < one.length || column < other.length) {
		const [word, counterpart] = [one[row], other[column]];
		if (word !== undefined && word === counterpart) {
			add(found, { before: word, after: word, isSame: true });
			row++;
			column++;
		} else if (
			counterpart === undefined ||
			(word !== undefined && lengthAt(row + 1, column) >= lengthAt(row, column + 1))
		) {
			add(found, { before: word ?? '', after: '', isSame: false });
			row++;
		} else {
			add(found, { before: '', after: counterpart, isSame: false });
			column++;
		}
	}
	return found;
}

/** For each pair of places, how many words the rests have in common; row by row. */
function commonLengths(one: string[], other: string[]): Uint16Array {
	const width = other.length + 1;
	const lengths = new Uint16Array((one.length + 1) * width);
	for (let row = one.length - 1; row >= 0; row--) {
		for (let column = other.length - 1; column >= 0; column--) {
			const at = row * width + column;
			lengths[at] =
				one[row] === other[column]
					? (lengths[at + width + 1] ?? 0) + 1
					: Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
		}
	}
	return lengths;
}

function add(found: Piece[], piece: Piece): void {
	const last = found.at(-1);
	if (last?.isSame !== piece.isSame) {
		found.push(piece);
		return;
	}
	last.before += piece.before;
	last.after += piece.after;
}

/** “dead body” for “resting figure” is one change, not two with a space between them. */
function joinAcrossSpaces(found: Piece[]): Piece[] {
	const joined: Piece[] = [];
	found.forEach((piece, index) => {
		const isBetween = index > 0 && index < found.length - 1;
		add(
			joined,
			piece.isSame && isBetween && /^[^\S\n]+$/.test(piece.before) ? { ...piece, isSame: false } : piece,
		);
	});
	return joined;
}
