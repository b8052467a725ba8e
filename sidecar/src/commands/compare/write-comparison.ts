import type { Comparison } from '@limner/shared/contracts/comparison';
import type { Engine } from '../../engine.ts';
import { FileNames } from '../illustrate/name-files.ts';
import {
	IMAGE_EXTENSIONS,
	loadRendition,
	prepareOutFolder,
	writeFiles,
	type OutputFile,
} from '../run/write-files.ts';
import { writeContactSheet } from './contact-sheet.ts';
import type { ComparedPlan } from './plan-compared.ts';

export const RECORD_FILE = 'comparison.json';

export interface ComparisonFiles {
	sheet: string;
	/** By the image's number. */
	images: Map<number, string>;
}

export function fileNamesOf({ models, policy }: ComparedPlan): ComparisonFiles {
	const names = new FileNames();
	return {
		sheet: 'compare.html',
		images: new Map(
			models
				.filter(({ recalled }) => recalled !== null)
				.map(({ planned: { number, provider, model } }) => [
					number,
					`${names.take(`${number} ${provider} ${model}`)}${IMAGE_EXTENSIONS[policy.format]}`,
				]),
		),
	};
}

export async function prepareComparisonFolder(
	folder: string,
	plan: ComparedPlan,
	mayReplace: boolean,
): Promise<void> {
	const { sheet, images } = fileNamesOf(plan);
	await prepareOutFolder(folder, [sheet, RECORD_FILE, ...images.values()], mayReplace);
}

/** The images, a page with all of them, and what the comparison found: all of these files or none. */
export async function writeComparison(
	engine: Engine,
	folder: string,
	plan: ComparedPlan,
	comparison: Comparison,
	mayReplace: boolean,
): Promise<void> {
	const { sheet, images } = fileNamesOf(plan);
	const files: OutputFile[] = [
		{ name: sheet, content: writeContactSheet(comparison, images) },
		{ name: RECORD_FILE, content: `${JSON.stringify(comparison, null, '\t')}\n` },
	];
	for (const { number, candidate_id: candidate } of comparison.models) {
		const name = images.get(number);
		if (candidate !== null && name !== undefined)
			files.push(await loadRendition(engine, candidate, 'desktop', name));
	}
	await writeFiles(folder, files, mayReplace);
}
