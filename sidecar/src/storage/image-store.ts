import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LimnerError } from '../errors/limner-error.ts';

/** Where image bytes are kept, under the sha256 of what they are. The same bytes twice are one file. */
export interface ImageStore {
	/** Durable once it resolves; answers the sha256. Fails with `disk_full`. */
	save(bytes: Uint8Array): Promise<string>;
	/** Fails with `not_found`. */
	load(sha256: string): Promise<Buffer>;
	remove(sha256: string): Promise<void>;
	/** Fails with `disk_full` where there is not room enough: what cannot be stored must not be bought. */
	requireRoom(bytes: number): Promise<void>;
}

export class DiskImageStore implements ImageStore {
	private readonly folder: string;
	private temporaryFiles = 0;

	constructor(folder: string) {
		this.folder = folder;
	}

	async save(bytes: Uint8Array): Promise<string> {
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const file = this.fileOf(sha256);
		this.temporaryFiles += 1;
		const unfinished = `${file}.${process.pid}.${this.temporaryFiles}.part`;
		try {
			await mkdir(dirname(file), { recursive: true, mode: 0o700 });
			await writeDurably(unfinished, bytes);
			await rename(unfinished, file);
			await syncFolder(dirname(file));
		} catch (error) {
			await rm(unfinished, { force: true });
			throw isDiskFull(error) ? diskFull(bytes.length, error) : error;
		}
		return sha256;
	}

	async load(sha256: string): Promise<Buffer> {
		try {
			return await readFile(this.fileOf(sha256));
		} catch (error) {
			if (hasCode(error, 'ENOENT')) {
				throw new LimnerError('not_found', { cause: `image ${sha256} is not stored`, origin: error });
			}
			throw error;
		}
	}

	async remove(sha256: string): Promise<void> {
		await rm(this.fileOf(sha256), { force: true });
	}

	async requireRoom(bytes: number): Promise<void> {
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		const { bavail, bsize } = await statfs(this.folder);
		if (bavail * bsize < bytes) throw diskFull(bytes);
	}

	private fileOf(sha256: string): string {
		return join(this.folder, sha256.slice(0, 2), sha256);
	}
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
	const handle = await open(file, 'w', 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Makes the rename itself durable. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function diskFull(bytes: number, origin?: unknown): LimnerError {
	return new LimnerError('disk_full', {
		cause: 'the sidecar has no room for an image',
		subject: 'sidecar',
		amount: bytes,
		origin,
	});
}

function isDiskFull(error: unknown): boolean {
	return hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT');
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
