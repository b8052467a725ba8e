import type { Page } from 'playwright-core';

interface EditorBlock {
	clientId: string;
	name: string;
	attributes: { id?: number; alt?: string };
	innerBlocks: EditorBlock[];
}

export interface StandingImage {
	id: number | undefined;
	alt: string | undefined;
	/** The names of the block that it stands in, empty for the post itself, and of the one before it. */
	inside: string;
	after: string;
}

interface EditorGlobals {
	wp: { data: { select(store: 'core/block-editor'): { getBlocks(): EditorBlock[] } } };
}

/** The image blocks of the open editor, wherever they stand, in the order in which they are read. */
export async function listImages(page: Page): Promise<StandingImage[]> {
	return await page.evaluate(() => {
		const data = (window as Window & Partial<EditorGlobals>).wp?.data;
		if (!data) throw new Error('This is not the editor.');
		const look = (blocks: EditorBlock[], inside: string): StandingImage[] =>
			blocks.flatMap(({ name, attributes: { id, alt }, innerBlocks }, index) => [
				...(name === 'core/image' ? [{ id, alt, inside, after: blocks[index - 1]?.name ?? '' }] : []),
				...look(innerBlocks, name),
			]);
		return look(data.select('core/block-editor').getBlocks(), '');
	});
}
