import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LimnerError } from '../errors/limner-error.ts';
import { imagePath, readImagePath, type ImageStore } from './image-store.ts';

/** Images as files of a folder on this machine. */
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

	async has(sha256: string): Promise<boolean> {
		try {
			await access(this.fileOf(sha256));
			return true;
		} catch (error) {
			if (hasCode(error, 'ENOENT')) return false;
			throw error;
		}
	}

	async remove(sha256: string): Promise<void> {
		await rm(this.fileOf(sha256), { force: true });
	}

	async *list(): AsyncIterable<string> {
		for (const folder of await readFolder(this.folder)) {
			if (!/^[0-9a-f]{2}$/.test(folder)) continue;
			for (const file of await readFolder(join(this.folder, folder))) {
				const sha256 = readImagePath(`${folder}/${file}`);
				if (sha256 !== null) yield sha256;
			}
		}
	}

	async requireRoom(bytes: number): Promise<void> {
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		const { bavail, bsize } = await statfs(this.folder);
		if (bavail * bsize < bytes) throw diskFull(bytes);
	}

	/** The data folder was locked before, so it can be written to. */
	async requireUsable(): Promise<void> {}

	async carryOver(): Promise<number> {
		return 0;
	}

	private fileOf(sha256: string): string {
		return join(this.folder, imagePath(sha256));
	}
}

async function readFolder(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
		throw error;
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
