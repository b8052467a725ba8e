import type { Logger } from 'pino';
import { LimnerError } from '../errors/limner-error.ts';
import type { DiskImageStore } from './disk-image-store.ts';
import type { ImageStore } from './image-store.ts';

/**
 * A store on another machine that may be away for a while. What it does not take is paid for and may not be lost: it
 * waits on this machine's disk, is read from there, and is carried over later.
 */
export class PatientImageStore implements ImageStore {
	private readonly remote: ImageStore;
	private readonly waiting: DiskImageStore;
	private readonly log: Logger;

	constructor(remote: ImageStore, waiting: DiskImageStore, log: Logger) {
		this.remote = remote;
		this.waiting = waiting;
		this.log = log;
	}

	async save(bytes: Uint8Array): Promise<string> {
		try {
			return await this.remote.save(bytes);
		} catch (error) {
			const sha256 = await this.waiting.save(bytes);
			this.log.warn({ error, sha256 }, 'the image store takes nothing; the image waits on this machine');
			return sha256;
		}
	}

	async load(sha256: string): Promise<Buffer> {
		try {
			return await this.waiting.load(sha256);
		} catch (error) {
			if (error instanceof LimnerError && error.code === 'not_found') return this.remote.load(sha256);
			throw error;
		}
	}

	async has(sha256: string): Promise<boolean> {
		return (await this.waiting.has(sha256)) || this.remote.has(sha256);
	}

	/** Here first: what waits would be carried over again. */
	async remove(sha256: string): Promise<void> {
		await this.waiting.remove(sha256);
		await this.remote.remove(sha256);
	}

	async *list(): AsyncIterable<string> {
		const waiting = new Set<string>();
		for await (const sha256 of this.waiting.list()) {
			waiting.add(sha256);
			yield sha256;
		}
		for await (const sha256 of this.remote.list()) {
			if (!waiting.has(sha256)) yield sha256;
		}
	}

	/** In both: while the image is made, the remote one may go away. */
	async requireRoom(bytes: number): Promise<void> {
		await this.waiting.requireRoom(bytes);
		await this.remote.requireRoom(bytes);
	}

	async requireUsable(): Promise<void> {
		await this.remote.requireUsable();
	}

	async carryOver(): Promise<number> {
		let carried = 0;
		for await (const sha256 of this.waiting.list()) {
			await this.remote.save(await this.waiting.load(sha256));
			await this.waiting.remove(sha256);
			carried += 1;
		}
		if (carried > 0) this.log.info({ images: carried }, 'images that waited were stored');
		return carried;
	}
}
