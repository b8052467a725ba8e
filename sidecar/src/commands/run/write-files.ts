import { randomUUID } from 'node:crypto';
import { access, constants, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../engine.ts';
import { CommandError } from '../../errors/command-error.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import { listRenditionFiles } from '../../storage/candidates.ts';
import type { RenditionRow } from '../../storage/tables.ts';

export interface OutputFile {
	/** In the folder. */
	name: string;
	content: Uint8Array | string;
}

export interface ImageFile extends OutputFile {
	width: number;
	height: number;
	mediaType: string;
}

export const IMAGE_EXTENSIONS = { webp: '.webp', jpeg: '.jpg', png: '.png', avif: '.avif' };

/** Makes the folder, and fails before anything is spent where it cannot be written or something is in the way. */
export async function prepareOutFolder(
	folder: string,
	names: readonly string[],
	mayReplace: boolean,
): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new CommandError(
			'folder_not_writable',
			folder,
			error instanceof Error ? error.message : String(error),
		);
	}
	if (!mayReplace) await refuseToReplace(folder, names);
}

async function refuseToReplace(folder: string, names: readonly string[]): Promise<void> {
	for (const name of names) {
		const file = join(folder, name);
		if (await exists(file)) throw new CommandError('would_overwrite', file);
	}
}

/** Also where it is a link to nowhere. */
async function exists(file: string): Promise<boolean> {
	try {
		await lstat(file);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
		throw error;
	}
}

/** A candidate's full-sized file under a name of our own. */
export async function loadRendition(
	engine: Pick<Engine, 'database' | 'images'>,
	candidateId: string,
	rendition: RenditionRow['name'],
	name: string,
): Promise<ImageFile> {
	const files = await listRenditionFiles(engine.database, candidateId, rendition);
	const full = files.find(({ size }): boolean => size === 'full');
	if (!full) throw new LimnerError('internal', { cause: `the ${rendition} file of an image is missing` });
	const { width, height, media_type: mediaType, sha256 } = full;
	return { name, content: await engine.images.load(sha256), width, height, mediaType };
}

/** First beside their names, then in one go: a full disk leaves no half file and no page without its images. */
export async function writeFiles(
	folder: string,
	files: readonly OutputFile[],
	mayReplace: boolean,
): Promise<void> {
	const names = files.map(({ name }) => name);
	const unfinished = names.map(() => join(folder, `.${randomUUID()}.part`));
	try {
		for (const [index, { content }] of files.entries())
			await writeFile(unfinished[index] ?? '', content, { flag: 'wx' });
		if (!mayReplace) await refuseToReplace(folder, names);
		for (const [index, name] of names.entries()) await rename(unfinished[index] ?? '', join(folder, name));
	} catch (error) {
		await Promise.all(unfinished.map((file) => rm(file, { force: true })));
		throw toError(error, folder);
	}
}

function toError(error: unknown, folder: string): unknown {
	if (!(error instanceof Error) || !('code' in error)) return error;
	if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
		return new LimnerError('disk_full', { subject: folder, cause: error.message, origin: error });
	}
	if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(String(error.code))) {
		return new CommandError('folder_not_writable', folder, error.message);
	}
	return error;
}
