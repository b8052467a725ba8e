import { splitTopLevel } from './block-delimiters.ts';
import { decodeEntities } from './decode-entities.ts';
import type { BlockReading, MarkupItem } from './markup-items.ts';
import type { Pattern } from './outline.ts';
import { scanMarkup } from './scan-markup.ts';

export interface ReadOptions {
	/** Not changed in place afterwards: what they hold is remembered per array. */
	patterns: readonly Pattern[];
	/** The editor has the browser's own decoder; without one, a table of what WordPress writes. */
	decodeEntities?: (text: string) => string;
}

/** A reading and where its top-level block begins in the content. */
export interface PlacedReading {
	reading: BlockReading;
	offset: number;
}

/** What WordPress's serializer puts between two top-level blocks. */
const BLOCK_SEPARATOR = '\n\n';

/** Patterns hold patterns; with this many items at most, a chain of them cannot multiply without end. */
const MAX_PATTERN_ITEMS = 2_000;

const patternsRead = new WeakMap<readonly Pattern[], Map<number, MarkupItem[]>>();

/** Reads markup block by block: the whole content of a post, or (in the editor) one serialized block. */
export function readBlocks(markup: string, options: ReadOptions): PlacedReading[] {
	const decode = options.decodeEntities ?? decodeEntities;
	const readPattern = patternReader(options.patterns, decode);
	return splitTopLevel(markup).map(({ form, start, end }) => ({
		offset: start,
		reading: {
			form,
			length: end - start,
			items: scanMarkup(markup.slice(start, end), { form, decode, readPattern }),
		},
	}));
}

/** Puts readings of single blocks one after another, as WordPress's serializer would write their blocks. */
export function placeReadings(readings: readonly BlockReading[]): PlacedReading[] {
	let offset = 0;
	return readings.map((reading) => {
		const placed = { reading, offset };
		offset += reading.length + BLOCK_SEPARATOR.length;
		return placed;
	});
}

function patternReader(patterns: readonly Pattern[], decode: (text: string) => string) {
	const read = patternsRead.get(patterns) ?? new Map<number, MarkupItem[]>();
	patternsRead.set(patterns, read);
	const readPattern = (id: number): MarkupItem[] => {
		const known = read.get(id);
		if (known) return known;
		// Until it has been read it counts as empty, so that a pattern inside itself ends there.
		read.set(id, []);
		const content = patterns.find((pattern) => pattern.id === id)?.content ?? '';
		const scanned = scanMarkup(content, { form: 'block', decode, readPattern });
		const items = scanned.flatMap((item) => (item.kind === 'pattern' ? item.items : [item]));
		read.set(id, items.slice(0, MAX_PATTERN_ITEMS));
		return items.slice(0, MAX_PATTERN_ITEMS);
	};
	return readPattern;
}
