import type { MarkupNode } from './markup-items.ts';
import type { Insertion } from './outline.ts';

/** A node and the top-level block that it is in. */
export interface Anchor {
	node: MarkupNode;
	form: 'block' | 'classic';
	topLevelIndex: number;
	topLevelOffset: number;
}

const endOf = (anchor: Anchor) => anchor.topLevelOffset + anchor.node.end;

/** The anchor's node and those around it, innermost first. */
function chain(anchor: Anchor): Anchor[] {
	const anchors: Anchor[] = [];
	for (let node: MarkupNode | null = anchor.node; node; node = node.parent) anchors.push({ ...anchor, node });
	return anchors;
}

function insertAfter(anchor: Anchor): Insertion {
	const { form, topLevelIndex } = anchor;
	const indexes = chain(anchor)
		.map(({ node }) => node.index)
		.reverse();
	const path = form === 'classic' ? [topLevelIndex] : [topLevelIndex, ...indexes.slice(1)];
	return { form, offset: endOf(anchor), topLevelIndex, path };
}

/**
 * After the first prose of the section, as near to the heading's own level as an image may stand; else directly
 * after the heading. `limit` is where the next heading begins: an image beyond it would be the next section's.
 */
export function chooseInsertion(heading: Anchor, firstProse: Anchor | null, limit: number): Insertion {
	const aroundHeading = chain(heading);
	const headingNodes = new Set(aroundHeading.map(({ node }) => node));
	const besideHeading = firstProse
		? chain(firstProse)
				.filter(({ node }) => !headingNodes.has(node))
				.reverse()
		: [];
	const fits = (anchor: Anchor) => anchor.node.imageMayFollow && endOf(anchor) <= limit;
	const chosen =
		besideHeading.find(fits) ??
		aroundHeading.find(fits) ??
		aroundHeading.find(({ node }) => node.imageMayFollow) ??
		heading;
	return insertAfter(chosen);
}
