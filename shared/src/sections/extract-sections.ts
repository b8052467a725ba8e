import { assembleSections, type AssembleOptions } from './assemble-sections.ts';
import { guessLanguage } from './guess-language.ts';
import { MAX_CONTENT_BYTES, type Outline, type TooLarge } from './outline.ts';
import { readBlocks, type ReadOptions } from './read-blocks.ts';

/**
 * Reads the sections of a post's serialized content: blocks, classic HTML, or both mixed. The editor, which keeps
 * one reading per block and has no use for the language, gets the rest from `readBlocks`, `placeReadings` and `assembleSections`.
 */
export function extractSections(content: string, options: ReadOptions & AssembleOptions): Outline | TooLarge {
	const tooLarge = refuseTooLarge(content);
	if (tooLarge) return tooLarge;
	const outline = assembleSections(readBlocks(content, options), options);
	const language = guessLanguage(sampleOf(outline));
	return language ? { ...outline, language } : outline;
}

function sampleOf({ lead, sections }: Outline): string {
	const texts = [lead, ...sections].map((section) => section?.text ?? '');
	return texts.join('\n').slice(0, 4_000) + sections.map(({ heading }) => heading).join(' ');
}

export function refuseTooLarge(content: string): TooLarge | null {
	// A UTF-16 unit is three bytes at most, so short content needs no counting.
	if (content.length * 3 <= MAX_CONTENT_BYTES) return null;
	const bytes = toByteOffset(content, content.length);
	return bytes > MAX_CONTENT_BYTES ? { kind: 'too_large', bytes } : null;
}

/** The offset in UTF-8 bytes of an offset in UTF-16 units. */
export function toByteOffset(content: string, offset: number): number {
	return new TextEncoder().encode(content.slice(0, offset)).length;
}
