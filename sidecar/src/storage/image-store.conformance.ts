import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImageStore } from './image-store.ts';

/** What every place for images does alike. `open` answers an empty store. */
export function describeImageStore(name: string, open: () => Promise<ImageStore>): void {
	// A thousand small requests take their time on a busy machine.
	describe(name, { timeout: 180_000 }, () => {
		let store: ImageStore;
		beforeEach(async () => {
			store = await open();
		});

		it('is usable, and has room', async () => {
			await store.requireUsable();
			await store.requireRoom(1024);
			expect(await listed(store)).toEqual([]);
		});

		it('keeps bytes under their sha256', async () => {
			const bytes = randomBytes(70_000);
			const sha256 = await store.save(bytes);
			expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
			expect(await store.has(sha256)).toBe(true);
			expect((await store.load(sha256)).equals(bytes)).toBe(true);
		});

		it('keeps the same bytes once, however often and at once they come', async () => {
			const bytes = randomBytes(5_000);
			const sums = await Promise.all(Array.from({ length: 8 }, () => store.save(bytes)));
			expect(new Set(sums).size).toBe(1);
			expect(await listed(store)).toEqual([sums[0]]);
			expect((await store.load(sums[0] ?? '')).equals(bytes)).toBe(true);
		});

		it('keeps no bytes at all, and a large image', async () => {
			for (const bytes of [Buffer.alloc(0), randomBytes(48 * 1024 * 1024)]) {
				const sha256 = await store.save(bytes);
				expect((await store.load(sha256)).equals(bytes)).toBe(true);
			}
		});

		it('says that it does not have an image', async () => {
			const nowhere = 'ab'.repeat(32);
			expect(await store.has(nowhere)).toBe(false);
			await expect(store.load(nowhere)).rejects.toMatchObject({ code: 'not_found' });
		});

		it('removes an image and leaves the others; what is gone may be removed again', async () => {
			const [first, second] = [await store.save(randomBytes(10)), await store.save(randomBytes(11))];
			await store.remove(first);
			await store.remove(first);
			expect(await store.has(first)).toBe(false);
			expect(await listed(store)).toEqual([second]);
			await expect(store.load(first)).rejects.toMatchObject({ code: 'not_found' });
		});

		it('lists more than a page', async () => {
			const sums: string[] = [];
			for (let ten = 0; ten < 101; ten += 1) {
				const saved = Array.from({ length: 10 }, (_, one) => store.save(Buffer.from(`${ten} ${one}`)));
				sums.push(...(await Promise.all(saved)));
			}
			expect(await listed(store)).toEqual(sums.toSorted());
		});

		it('has nothing to carry over', async () => {
			await store.save(randomBytes(10));
			expect(await store.carryOver()).toBe(0);
		});
	});
}

export async function listed(store: ImageStore): Promise<string[]> {
	const sums: string[] = [];
	for await (const sha256 of store.list()) sums.push(sha256);
	return sums.toSorted();
}
