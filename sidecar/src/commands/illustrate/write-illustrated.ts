import type { Engine } from '../../engine.ts';
import {
	IMAGE_EXTENSIONS,
	loadRendition,
	prepareOutFolder,
	writeFiles,
	type OutputFile,
} from '../run/write-files.ts';
import type { ImageOutcome } from './make-images.ts';
import { placePictures, type Picture } from './place-pictures.ts';
import type { ArticlePlan, PlannedImage } from './plan-article.ts';
import type { Article } from './read-article.ts';

export function articleName({ name, extension }: Article): string {
	return `${name}.illustrated${extension}`;
}

/** Every file that an image becomes. */
export function fileNames(
	{ policy }: ArticlePlan,
	{ fileName }: PlannedImage,
): { desktop: string; mobile: string | null } {
	const extension = IMAGE_EXTENSIONS[policy.format];
	return {
		desktop: `${fileName}${extension}`,
		mobile: policy.mobile.enabled ? `${fileName}-mobile${extension}` : null,
	};
}

/** Fails before anything is spent where the folder cannot be written or something is in the way. */
export async function prepareFolder(
	folder: string,
	articlePlan: ArticlePlan,
	mayReplace: boolean,
): Promise<void> {
	const images = articlePlan.images.flatMap((image) => Object.values(fileNames(articlePlan, image)));
	const names = [articleName(articlePlan.article), ...images.filter((name) => name !== null)];
	await prepareOutFolder(folder, names, mayReplace);
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
		const desktop = await loadRendition(engine, candidate.id, 'desktop', names.desktop);
		const mobile =
			names.mobile === null ? null : await loadRendition(engine, candidate.id, 'mobile', names.mobile);
		files.push(desktop, ...(mobile ? [mobile] : []));
		pictures.push({
			spot: image.spot,
			desktop,
			mobile,
			alt: candidate.alt,
			caption: candidate.label,
			isFeatured: image.slot.kind === 'featured',
		});
	}
	const { article } = articlePlan;
	files.unshift({ name: articleName(article), content: placePictures(article.content, pictures) });
	await writeFiles(folder, files, mayReplace);
	return files.map(({ name }) => name);
}
