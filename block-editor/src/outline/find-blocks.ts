import type { Block } from '@wordpress/blocks';
import type { Outline } from '@limner/shared/sections/outline';

/** Blocks in the order in which they are read, with those inside them. */
export function flatten(blocks: Block[]): Block[] {
	return blocks.flatMap((block) => [block, ...flatten(block.innerBlocks)]);
}

export interface StandingImage {
	attachmentId: number;
	clientId: string;
}

const ATTACHMENT_ATTRIBUTES = ['id', 'mediaId'];
const PICTURE_BLOCKS = ['core/image', 'core/cover', 'core/media-text'];

/** The attachments that stand in the post, with their blocks. */
export function findImages(blocks: Block[]): StandingImage[] {
	return flatten(blocks)
		.filter(({ name }) => PICTURE_BLOCKS.includes(name))
		.flatMap(({ attributes, clientId }) =>
			ATTACHMENT_ATTRIBUTES.flatMap((name) => {
				const attachmentId = attributes[name];
				return typeof attachmentId === 'number' ? [{ attachmentId, clientId }] : [];
			}),
		);
}

/**
 * The heading block of each section, by `Section.index`. A heading inside a synced pattern or classic content has no
 * block of its own and gets none.
 */
export function findHeadings(blocks: Block[], { sections }: Outline): Map<number, string> {
	const headings = flatten(blocks).filter(({ name }) => name === 'core/heading');
	const found = new Map<number, string>();
	let next = 0;
	for (const section of sections) {
		const position = headings.findIndex(
			({ attributes }, index) => index >= next && wordsOf(attributes['content']) === wordsOf(section.heading),
		);
		const heading = headings[position];
		if (!heading) continue;
		found.set(section.index, heading.clientId);
		next = position + 1;
	}
	return found;
}

/** Letters and digits alone: entities and formats may be written in more than one way. */
const wordsOf = (content: unknown) => String(content).replace(/<[^>]*>|&[#\w]+;|[^\p{L}\p{N}]+/gu, '');

/** The section that a block stands in: that of the last heading at or before it. */
export function sectionOfBlock(
	blocks: Block[],
	headings: Map<number, string>,
	clientId: string,
): number | null {
	const indexes = new Map([...headings].map(([index, headingId]) => [headingId, index]));
	let section: number | null = null;
	for (const block of flatten(blocks)) {
		section = indexes.get(block.clientId) ?? section;
		if (block.clientId === clientId) return section;
	}
	return null;
}
