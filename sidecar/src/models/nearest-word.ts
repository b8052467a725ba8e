/** Names further away than this share of their length are another word, not a slip. */
const LARGEST_SHARE = 0.5;

/** The name that is meant by a mistyped one; null where none is near. */
export function nearestWord(word: string, names: readonly string[]): string | null {
	const [nearest] = names
		.map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
		.toSorted((one, other) => one.distance - other.distance);
	if (!nearest || nearest.distance > Math.max(word.length, nearest.name.length) * LARGEST_SHARE) return null;
	return nearest.name;
}

/** How many characters have to be changed, added or removed to make one word of the other. */
export function editDistance(one: string, other: string): number {
	let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const current = [row];
		for (let column = 1; column <= other.length; column++) {
			const substitution = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
			current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitution));
		}
		previous = current;
	}
	return previous[other.length] ?? 0;
}
