import type { AspectRatioName } from '../contracts/template.ts';

/** Width to height, as whole numbers or as platforms write them. `auto` has none. */
export const ASPECT_RATIOS: Readonly<Record<Exclude<AspectRatioName, 'auto'>, readonly [number, number]>> = {
	'1:1': [1, 1],
	'5:4': [5, 4],
	'4:5': [4, 5],
	'4:3': [4, 3],
	'3:4': [3, 4],
	'3:2': [3, 2],
	'2:3': [2, 3],
	'16:9': [16, 9],
	'9:16': [9, 16],
	'1.91:1': [1.91, 1],
	'2:1': [2, 1],
	'21:9': [21, 9],
	'3:1': [3, 1],
	'4:1': [4, 1],
};

/** Difference of logarithms below which two ratios are one: 1200 × 628 is called 1.91:1. */
const SAME_RATIO = 0.01;

interface Size {
	width: number;
	height: number;
}

/** The name of a size's ratio; `auto` where none of the names fits. */
export function ratioOf({ width, height }: Size): AspectRatioName {
	const wanted = Math.log(width / height);
	const names = Object.entries(ASPECT_RATIOS) as [AspectRatioName, readonly [number, number]][];
	const fitting = names
		.map(([name, [across, down]]) => ({ name, off: Math.abs(Math.log(across / down) - wanted) }))
		.toSorted((one, other) => one.off - other.off)[0];
	return fitting && fitting.off <= SAME_RATIO ? fitting.name : 'auto';
}

/** Whole pixels of a ratio with this longer side. Null for `auto`, which says nothing. */
export function sizeOfRatio(name: AspectRatioName, longerSide: number): Size | null {
	if (name === 'auto') return null;
	const [across, down] = ASPECT_RATIOS[name];
	const scale = longerSide / Math.max(across, down);
	return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

/** The fraction of an image's area that stays when it is cut to another ratio without borders. */
export function keptBy(image: Size, target: Size): number {
	const from = image.width / image.height;
	const to = target.width / target.height;
	return Math.min(from / to, to / from);
}
