import type { SubSize } from '@limner/shared/contracts/policy';

export interface Dimensions {
	width: number;
	height: number;
}

/**
 * The dimensions that WordPress itself would write for a registered size, or null where it would write none
 * (the size is not smaller than the image). The rules are those of image_resize_dimensions() and
 * wp_constrain_dimensions() in wp-includes/media.php; a size that differs by one pixel from WordPress's own is a
 * file that `srcset` does not find.
 */
export function computeSubSize(full: Dimensions, size: SubSize): Dimensions | null {
	if (full.width <= 0 || full.height <= 0) return null;
	if (size.width <= 0 && size.height <= 0) return null;
	if (isLargerThan(size, full)) return null;
	const result = size.crop ? croppedDimensions(full, size) : constrainedDimensions(full, size);
	const sameAsFull = Math.abs(result.width - full.width) <= 1 && Math.abs(result.height - full.height) <= 1;
	return sameAsFull ? null : result;
}

/** The ending that WordPress puts before the extension: `-300x169`. */
export function subSizeSuffix(size: Dimensions): string {
	return `-${size.width}x${size.height}`;
}

function isLargerThan(size: Dimensions, full: Dimensions): boolean {
	if (size.height <= 0) return full.width < size.width;
	if (size.width <= 0) return full.height < size.height;
	return full.width < size.width && full.height < size.height;
}

function croppedDimensions(full: Dimensions, size: Dimensions): Dimensions {
	const ratio = full.width / full.height;
	const width = Math.min(size.width, full.width);
	const height = Math.min(size.height, full.height);
	if (width <= 0) return { width: roundAsPhp(height * ratio), height };
	if (height <= 0) return { width, height: roundAsPhp(width / ratio) };
	return { width, height };
}

function constrainedDimensions(full: Dimensions, box: Dimensions): Dimensions {
	const shrinksWidth = box.width > 0 && full.width > box.width;
	const shrinksHeight = box.height > 0 && full.height > box.height;
	const widthRatio = shrinksWidth ? box.width / full.width : 1;
	const heightRatio = shrinksHeight ? box.height / full.height : 1;
	const larger = Math.max(widthRatio, heightRatio);
	const largerFits =
		roundAsPhp(full.width * larger) <= box.width && roundAsPhp(full.height * larger) <= box.height;
	const ratio = largerFits ? larger : Math.min(widthRatio, heightRatio);
	const width = Math.max(1, roundAsPhp(full.width * ratio));
	const height = Math.max(1, roundAsPhp(full.height * ratio));
	return {
		// Rounding can end one pixel short of the box; WordPress then takes the box.
		width: shrinksWidth && width === box.width - 1 ? box.width : width,
		height: shrinksHeight && height === box.height - 1 ? box.height : height,
	};
}

/** PHP rounds 399.49999999999994, which stands for 399.5, up: it looks at fifteen digits. */
function roundAsPhp(value: number): number {
	return Math.round(Number(value.toPrecision(15)));
}
