import { createHash } from 'node:crypto';
import type { ImageStore } from './image-store.ts';

export interface CopiedImages {
	copied: number;
	/** What was at the target before. */
	present: number;
	/** The sha256 of those that are no longer what was stored; they were not copied. */
	damaged: string[];
}

/**
 * Copies every image of some stores into another one, one at a time, so that no more than one is in memory. May be
 * broken off and run again. Nothing is removed.
 */
export async function copyImages(
	sources: readonly ImageStore[],
	target: ImageStore,
	onProgress: (done: number) => void,
): Promise<CopiedImages> {
	const result: CopiedImages = { copied: 0, present: 0, damaged: [] };
	for (const source of sources) {
		for await (const sha256 of source.list()) {
			if (await target.has(sha256)) result.present += 1;
			else if (await copyImage(source, target, sha256)) result.copied += 1;
			else result.damaged.push(sha256);
			onProgress(result.copied + result.present);
		}
	}
	return result;
}

/** A store names an image by what it is, so bytes with another name are not the image. */
async function copyImage(source: ImageStore, target: ImageStore, sha256: string): Promise<boolean> {
	const bytes = await source.load(sha256);
	if (createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
	await target.save(bytes);
	return true;
}
