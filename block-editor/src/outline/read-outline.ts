import { serialize, type Block } from '@wordpress/blocks';
import { assembleSections } from '@limner/shared/sections/assemble-sections';
import type { BlockReading } from '@limner/shared/sections/markup-items';
import type { Outline, Pattern, Section } from '@limner/shared/sections/outline';
import { placeReadings, readBlocks } from '@limner/shared/sections/read-blocks';

export interface PostOutline {
	outline: Outline;
	blocks: Block[];
	/** The top-level block of each reading: a classic block can hold several, an empty one none. */
	readingBlocks: Block[];
}

/** Blocks are never changed in place, so only those that were edited are read again. */
let readings = new WeakMap<Block, BlockReading[]>();
let patternsRead: readonly Pattern[] = [];

export function readOutline(blocks: Block[], title: string, patterns: readonly Pattern[]): PostOutline {
	if (patterns !== patternsRead) {
		readings = new WeakMap();
		patternsRead = patterns;
	}
	const readingBlocks: Block[] = [];
	const all: BlockReading[] = [];
	for (const block of blocks) {
		for (const reading of readBlock(block, patterns)) {
			all.push(reading);
			readingBlocks.push(block);
		}
	}
	return { outline: assembleSections(placeReadings(all), { title }), blocks, readingBlocks };
}

function readBlock(block: Block, patterns: readonly Pattern[]): BlockReading[] {
	const known = readings.get(block);
	if (known) return known;
	const read = readBlocks(serialize([block]), { patterns }).map(({ reading }) => reading);
	readings.set(block, read);
	return read;
}

/** The lead first, then the sections in the post's order. */
export function sectionsOf({ lead, sections }: Outline): Section[] {
	return lead ? [lead, ...sections] : sections;
}
