/**
 * Where image bytes are kept, under the sha256 of what they are. The same bytes twice are one image.
 *
 * Every member may fail with `image_store_away` where the store is on another machine.
 */
export interface ImageStore {
	/** Durable once it resolves; answers the sha256. Fails with `disk_full`. */
	save(bytes: Uint8Array): Promise<string>;
	/** Fails with `not_found`. */
	load(sha256: string): Promise<Buffer>;
	has(sha256: string): Promise<boolean>;
	/** What is not there is removed already. */
	remove(sha256: string): Promise<void>;
	/** The sha256 of every image, in no order. */
	list(): AsyncIterable<string>;
	/** Fails where so many bytes cannot be stored now: what cannot be stored must not be bought. */
	requireRoom(bytes: number): Promise<void>;
	/** Before anything runs. Fails with a `SettingError` that names what is set wrongly. */
	requireUsable(): Promise<void>;
	/** Hands on what had to wait on this machine; answers how many images that were. */
	carryOver(): Promise<number>;
}

/** Images lie in a folder, or under a prefix, of the first two digits: the same on a disk and in a bucket. */
export function imagePath(sha256: string): string {
	return `${sha256.slice(0, 2)}/${sha256}`;
}

/** Null for what is no image of ours, such as a file that was not finished. */
export function readImagePath(path: string): string | null {
	const [, folder, sha256 = ''] = /^([0-9a-f]{2})\/([0-9a-f]{64})$/.exec(path) ?? [];
	return folder !== undefined && sha256.startsWith(folder) ? sha256 : null;
}
