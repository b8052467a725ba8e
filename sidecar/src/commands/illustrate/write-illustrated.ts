import { access, constants, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../engine.ts';
import { CommandError } from '../../errors/command-error.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import { listRenditionFiles } from '../../storage/candidates.ts';
import type { CandidateRow, RenditionFileRow, RenditionRow } from '../../storage/tables.ts';
import type { ImageOutcome } from './make-images.ts';
import { placePictures, type Picture, type PictureFile } from './place-pictures.ts';
import type { ArticlePlan, PlannedImage } from './plan-article.ts';
import type { Article } from './read-article.ts';

const EXTENSIONS = { webp: '.webp', jpeg: '.jpg', png: '.png', avif: '.avif' };

interface OutputFile {
	name: string;
	content: Uint8Array | string;
}

export function articleName({ name, extension }: Article): string {
	return `${name}.illustrated${extension}`;
}

/** Every file that an image becomes. */
export function fileNames(
	{ policy }: ArticlePlan,
	{ fileName }: PlannedImage,
): { desktop: string; mobile: string | null } {
	const extension = EXTENSIONS[policy.format];
	return {
		desktop: `${fileName}${extension}`,
		mobile: policy.mobile.enabled ? `${fileName}-mobile${extension}` : null,
	};
}

/** Makes the folder, and fails before anything is spent where it cannot be written or something is in the way. */
export async function prepareFolder(
	folder: string,
	articlePlan: ArticlePlan,
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
	if (mayReplace) return;
	const images = articlePlan.images.flatMap((image) => Object.values(fileNames(articlePlan, image)));
	await refuseToReplace(folder, [
		articleName(articlePlan.article),
		...images.filter((name) => name !== null),
	]);
}

async function refuseToReplace(folder: string, names: string[]): Promise<void> {
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

/** Writes all files or none; answers their names, the article's first. */
export async function writeIllustrated(
	engine: Engine,
	folder: string,
	articlePlan: ArticlePlan,
	outcomes: readonly ImageOutcome[],
	mayReplace: boolean,
): Promise<string[]> {
	const pictures: Picture[] = [];
	const files: OutputFile[] = [];
	for (const { image, candidate } of outcomes) {
		if (!candidate) continue;
		const names = fileNames(articlePlan, image);
		const desktop = await loadFile(engine, candidate, 'desktop', names.desktop);
		const mobile = names.mobile === null ? null : await loadFile(engine, candidate, 'mobile', names.mobile);
		files.push(...[desktop, mobile].flatMap((loaded) => loaded?.file ?? []));
		pictures.push({
			spot: image.spot,
			desktop: desktop.picture,
			mobile: mobile?.picture ?? null,
			alt: candidate.alt,
			caption: candidate.label,
			isFeatured: image.slot.kind === 'featured',
		});
	}
	const { article } = articlePlan;
	files.unshift({ name: articleName(article), content: placePictures(article.content, pictures) });
	await writeAll(folder, files, mayReplace);
	return files.map(({ name }) => name);
}

async function loadFile(
	engine: Engine,
	candidate: CandidateRow,
	rendition: RenditionRow['name'],
	name: string,
): Promise<{ file: OutputFile; picture: PictureFile }> {
	const files = await listRenditionFiles(engine.database, candidate.id, rendition);
	const full = files.find(({ size }): boolean => size === 'full');
	if (!full) throw new LimnerError('internal', { cause: `the ${rendition} file of an image is missing` });
	return {
		file: { name, content: await engine.images.load(full.sha256) },
		picture: describeFile(name, full),
	};
}

function describeFile(name: string, { width, height, media_type }: RenditionFileRow): PictureFile {
	return { name, width, height, mediaType: media_type };
}

/** First beside their names, then in one go: a full disk leaves no half file and no article without its images. */
async function writeAll(folder: string, files: readonly OutputFile[], mayReplace: boolean): Promise<void> {
	const unfinished = files.map(({ name }) => join(folder, `.${name}.${process.pid}.part`));
	try {
		for (const [index, { content }] of files.entries())
			await writeFile(unfinished[index] ?? '', content, { flag: 'wx' });
		if (!mayReplace)
			await refuseToReplace(
				folder,
				files.map(({ name }) => name),
			);
		for (const [index, { name }] of files.entries())
			await rename(unfinished[index] ?? '', join(folder, name));
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
