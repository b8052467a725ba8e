import type { Dimensions } from './sub-size.ts';

/** Fractions of width and height, 0 to 1, from the top left. */
export interface FocalPoint {
	x: number;
	y: number;
}

export interface CropWindow {
	left: number;
	top: number;
	width: number;
	height: number;
}

const MIDDLE: FocalPoint = { x: 0.5, y: 0.5 };

/**
 * The largest window of the target's ratio inside the image. The focal point lies at `at` in it (fractions of the
 * window), as near as the edges allow.
 */
export function cropWindowAround(
	image: Dimensions,
	target: Dimensions,
	focalPoint: FocalPoint,
	at = MIDDLE,
): CropWindow {
	const { width, height } = largestWindow(image, target);
	return {
		left: clamp(Math.round(focalPoint.x * image.width - width * at.x), 0, image.width - width),
		top: clamp(Math.round(focalPoint.y * image.height - height * at.y), 0, image.height - height),
		width,
		height,
	};
}

export function largestWindow(image: Dimensions, target: Dimensions): Dimensions {
	const ratio = target.width / target.height;
	if (image.width / image.height > ratio) {
		return { width: clamp(Math.round(image.height * ratio), 1, image.width), height: image.height };
	}
	return { width: image.width, height: clamp(Math.round(image.width / ratio), 1, image.height) };
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(Math.max(value, least), most);
}
