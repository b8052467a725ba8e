/** Long enough to be recognised, short enough for every file system with `-mobile` and an ending on top. */
const LONGEST_NAME_BYTES = 100;

/** Names from headings, in the order in which they are asked for; one that was given before gets a number. */
export class FileNames {
	private readonly given = new Set<string>();

	take(heading: string): string {
		const slug = toSlug(heading) || 'image';
		let name = slug;
		for (let number = 2; this.given.has(name); number += 1) name = `${slug}-${number}`;
		this.given.add(name);
		return name;
	}
}

/** Letters of every script stay, as browsers and file systems take them; all else becomes a hyphen. */
function toSlug(heading: string): string {
	const words = heading
		.normalize('NFC')
		.toLowerCase()
		.replace(/['’]/g, '')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return shorten(words);
}

function shorten(words: string): string {
	let short = '';
	for (const character of words) {
		if (Buffer.byteLength(short + character) > LONGEST_NAME_BYTES) {
			const hyphen = short.lastIndexOf('-');
			return hyphen > short.length / 2 ? short.slice(0, hyphen) : short;
		}
		short += character;
	}
	return short;
}
