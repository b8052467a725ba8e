import sharp, { type Sharp } from 'sharp';
import type { CropWindow } from './crop-window.ts';
import { labelOverlays, type VisibleLabel } from './draw-label.ts';
import type { Dimensions } from './sub-size.ts';

export function cropAndScale(image: Sharp, window: CropWindow, from: Dimensions, target: Dimensions): Sharp {
	const isWhole = window.width === from.width && window.height === from.height;
	const cropped = isWhole ? image : image.extract(window);
	return window.width === target.width && window.height === target.height
		? cropped
		: cropped.resize(target.width, target.height, { fit: 'fill' });
}

/** The label is drawn after scaling: letters that shrink with the image cannot be read. */
export async function withLabel(
	scaled: Sharp,
	size: Dimensions,
	channels: 3 | 4,
	label: VisibleLabel,
): Promise<Sharp> {
	const data = await scaled.raw().toBuffer();
	const labelled = sharp(data, { raw: { width: size.width, height: size.height, channels } });
	return labelled.composite(await labelOverlays(label, size));
}
