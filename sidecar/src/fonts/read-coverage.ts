/** The characters that a font has a glyph for. */
export interface Coverage {
	has(codePoint: number): boolean;
}

/** First and last character of a run. */
type Run = [first: number, last: number];

/**
 * Reads a TrueType font's `cmap` (https://learn.microsoft.com/typography/opentype/spec/cmap). Only the two formats
 * that the bundled fonts have are read, 4 and 12; a font without either is a mistake in the bundle, so it throws.
 */
export function readCoverage(font: Buffer): Coverage {
	const table = findTable(font, 'cmap');
	const runs = subtables(font, table).flatMap((offset) => {
		const format = font.readUInt16BE(offset);
		if (format === 12) return readGroups(font, offset);
		return format === 4 ? readSegments(font, offset) : [];
	});
	if (runs.length === 0) throw new Error('the font has no character map of format 4 or 12');
	return { has: (codePoint) => runs.some(([first, last]) => codePoint >= first && codePoint <= last) };
}

function findTable(font: Buffer, tag: string): number {
	const count = font.readUInt16BE(4);
	for (let index = 0; index < count; index++) {
		const record = 12 + index * 16;
		if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
	}
	throw new Error(`the font has no ${tag} table`);
}

function subtables(font: Buffer, table: number): number[] {
	const count = font.readUInt16BE(table + 2);
	return Array.from({ length: count }, (_, index) => table + font.readUInt32BE(table + 4 + index * 8 + 4));
}

function readGroups(font: Buffer, offset: number): Run[] {
	const count = font.readUInt32BE(offset + 12);
	return Array.from({ length: count }, (_, index) => {
		const group = offset + 16 + index * 12;
		return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
	});
}

function readSegments(font: Buffer, offset: number): Run[] {
	const bytes = font.readUInt16BE(offset + 6);
	return Array.from({ length: bytes / 2 }, (_, index): Run => {
		const last = font.readUInt16BE(offset + 14 + index * 2);
		return [font.readUInt16BE(offset + 16 + bytes + index * 2), last];
	}).filter(([first]) => first !== 0xffff);
}
