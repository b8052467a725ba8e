import { store as blockEditorStore } from '@wordpress/block-editor';
import type { Block } from '@wordpress/blocks';
import { select } from '@wordpress/data';
import { store as coreStore } from '@wordpress/core-data';
import { store as editorStore } from '@wordpress/editor';
import type { Pattern } from '@limner/shared/sections/outline';
import { flatten } from './find-blocks.ts';
import { readOutline, type PostOutline } from './read-outline.ts';

let patterns: readonly Pattern[] = [];

/** The outline of the open post as it stands now, saved or not. */
export function readPost(): PostOutline {
	const blocks = getPostBlocks();
	const title: string = select(editorStore).getEditedPostAttribute('title') ?? '';
	return readOutline(blocks, title, readPatterns(blocks));
}

/** The post's own blocks: where the editor shows the template around them, those inside `core/post-content`. */
export function getPostBlocks(): Block[] {
	const { getBlocks, getBlocksByName } = select(blockEditorStore);
	return getBlocks(getBlocksByName('core/post-content')[0]);
}

/** The synced patterns that the post refers to, as far as the editor has loaded them; the same array while unchanged. */
function readPatterns(blocks: Block[]): readonly Pattern[] {
	const ids = new Set<number>();
	for (const { name, attributes } of flatten(blocks)) {
		const id = attributes['ref'];
		if (name === 'core/block' && typeof id === 'number') ids.add(id);
	}
	const found = [...ids].flatMap((id) => {
		const record: { content?: { raw?: string } } | undefined = select(coreStore).getEntityRecord(
			'postType',
			'wp_block',
			id,
		);
		const content = record?.content?.raw;
		return typeof content === 'string' ? [{ id, content }] : [];
	});
	const isSame =
		found.length === patterns.length &&
		found.every(
			({ id, content }, index) => patterns[index]?.id === id && patterns[index]?.content === content,
		);
	if (!isSame) patterns = found;
	return patterns;
}
