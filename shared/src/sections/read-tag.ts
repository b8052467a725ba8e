const TAG_NAME = /<(\/?)([a-z][^\s/>]*)/iy;

/** The tag at `start`, if a tag begins there. */
export function readTagName(markup: string, start: number): { closing: boolean; name: string } | null {
	TAG_NAME.lastIndex = start;
	const match = TAG_NAME.exec(markup);
	return match ? { closing: match[1] === '/', name: (match[2] ?? '').toLowerCase() } : null;
}

/** The index after the `>` that ends the tag at `start`; a `>` in a quoted attribute does not. -1 without one. */
export function findTagEnd(markup: string, start: number): number {
	let index = start + 1;
	let afterEquals = false;
	while (index < markup.length) {
		const character = markup.charAt(index);
		if (character === '>') return index + 1;
		if (afterEquals && (character === '"' || character === "'")) {
			const closing = markup.indexOf(character, index + 1);
			// An attribute that is never closed would swallow the post; the next > ends the tag instead.
			if (closing < 0) return markup.indexOf('>', index) + 1 || -1;
			index = closing;
		}
		if (character === '=') afterEquals = true;
		else if (character.trim() !== '') afterEquals = false;
		index += 1;
	}
	return -1;
}
