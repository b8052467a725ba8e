export interface BlockDelimiter {
	kind: 'open' | 'close' | 'void';
	/** With its namespace: `core/paragraph`. */
	name: string;
	/** The attributes' JSON as written, or empty. */
	attributes: string;
	start: number;
	end: number;
}

const WHITESPACE = /\s/;

/** The index after `<!--`, its whitespace and an optional slash, where `wp:` stands; or -1. */
function blockNameStart(markup: string, commentStart: number): number {
	let index = commentStart + 4;
	while (index < markup.length && WHITESPACE.test(markup.charAt(index))) index += 1;
	if (markup.charAt(index) === '/') index += 1;
	return index > commentStart + 4 && markup.startsWith('wp:', index) ? index + 3 : -1;
}

/** Reads the block delimiter in the comment from `start` to `end` (after its `-->`), if it is one. */
export function readDelimiter(markup: string, start: number, end: number): BlockDelimiter | null {
	const nameStart = blockNameStart(markup, start);
	if (nameStart < 0 || nameStart >= end) return null;
	const closing = markup.charAt(nameStart - 4) === '/';
	const body = markup.slice(nameStart, end - 3).trimEnd();
	const written = /^[a-z][a-z0-9_/-]*/.exec(body)?.[0].replace(/\/$/, '');
	if (!written) return null;
	const attributesStart = body.indexOf('{');
	const attributes = attributesStart < 0 ? '' : body.slice(attributesStart, body.lastIndexOf('}') + 1);
	const kind = closing ? 'close' : body.endsWith('/') ? 'void' : 'open';
	return { kind, name: written.includes('/') ? written : `core/${written}`, attributes, start, end };
}

export function parseAttributes(json: string): Record<string, unknown> {
	if (json === '') return {};
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		// WordPress reads a block with broken attributes as one without.
		return {};
	}
}

/** Every block delimiter, in order, in one pass. */
export function* findDelimiters(markup: string): Generator<BlockDelimiter> {
	let start = markup.indexOf('<!--');
	let end = -1;
	while (start >= 0) {
		if (end < start + 4) {
			const found = markup.indexOf('-->', start + 4);
			if (found < 0) return;
			end = found + 3;
		}
		const delimiter = readDelimiter(markup, start, end);
		if (delimiter) yield delimiter;
		start = markup.indexOf('<!--', delimiter ? end : start + 4);
	}
}

export interface TopLevelChunk {
	form: 'block' | 'classic';
	start: number;
	end: number;
}

/** The post's top level as WordPress's parser sees it: blocks, and the non-blank HTML between them. */
export function splitTopLevel(markup: string): TopLevelChunk[] {
	const chunks: TopLevelChunk[] = [];
	const addClassic = (start: number, end: number) => {
		if (markup.slice(start, end).trim() !== '') chunks.push({ form: 'classic', start, end });
	};
	let depth = 0;
	let chunkStart = 0;
	for (const delimiter of findDelimiters(markup)) {
		if (depth === 0) {
			if (delimiter.kind === 'close') continue;
			addClassic(chunkStart, delimiter.start);
			chunkStart = delimiter.start;
		}
		if (delimiter.kind === 'open') depth += 1;
		if (delimiter.kind === 'close') depth -= 1;
		if (depth === 0) {
			chunks.push({ form: 'block', start: chunkStart, end: delimiter.end });
			chunkStart = delimiter.end;
		}
	}
	if (depth > 0) chunks.push({ form: 'block', start: chunkStart, end: markup.length });
	else addClassic(chunkStart, markup.length);
	return chunks;
}
