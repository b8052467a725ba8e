export const SKETCH_SIZE = 32;

/**
 * A token is a word, or one character of a script written without spaces. `Intl.Segmenter` is not used here:
 * its dictionaries differ between browsers and Node, and both must get the same sketch.
 */
const TOKEN =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]|[\p{L}\p{N}\p{M}]+/gu;

function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1)
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	// FNV alone leaves the high bits of short texts alike; the smallest hashes would then not be a fair sample.
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** The smallest distinct hashes, ascending. */
export function smallestHashes(hashes: Iterable<number>): number[] {
	const sorted = Uint32Array.from(new Set(hashes)).sort();
	return Array.from(sorted.subarray(0, SKETCH_SIZE));
}

/** A bottom-k sketch over shingles of two tokens; the union's sketch is the smallest of both sketches. */
export function sketchText(text: string): number[] {
	const tokens = text.toLowerCase().normalize('NFC').match(TOKEN) ?? [];
	if (tokens.length === 1) return [hashText(tokens[0] ?? '')];
	const hashes: number[] = [];
	for (let index = 1; index < tokens.length; index += 1)
		hashes.push(hashText(`${tokens[index - 1]} ${tokens[index]}`));
	return smallestHashes(hashes);
}

/** Estimated share of shingles in common, 0–1; exact for texts short enough to fit into both sketches. */
export function sketchSimilarity(left: readonly number[], right: readonly number[]): number {
	if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
	const saturated = left.length >= SKETCH_SIZE || right.length >= SKETCH_SIZE;
	const sampleSize = saturated ? SKETCH_SIZE : Infinity;
	let [leftIndex, rightIndex, common, sampled] = [0, 0, 0, 0];
	// Both ascend, so one walk over them sees the union's hashes from the smallest on.
	while (sampled < sampleSize && (leftIndex < left.length || rightIndex < right.length)) {
		const leftHash = left[leftIndex] ?? Infinity;
		const rightHash = right[rightIndex] ?? Infinity;
		if (leftHash === rightHash) common += 1;
		if (leftHash <= rightHash) leftIndex += 1;
		if (rightHash <= leftHash) rightIndex += 1;
		sampled += 1;
	}
	return common / sampled;
}
