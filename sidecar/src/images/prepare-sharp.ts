import sharp from 'sharp';

/** HEIF covers HEIC and AVIF. File loaders stay blocked: everything arrives as bytes. */
const ALLOWED_LOADERS = [
	'VipsForeignLoadJpegBuffer',
	'VipsForeignLoadPngBuffer',
	'VipsForeignLoadWebpBuffer',
	'VipsForeignLoadHeifBuffer',
];

/**
 * Shuts every image loader but those of the formats that providers send, for the whole process. Call it once at the
 * start of every process that reads images; SVG, PDF, GIF, TIFF and the rest are then refused by libvips itself.
 */
export function prepareSharp(): void {
	sharp.block({ operation: ['VipsForeignLoad'] });
	sharp.unblock({ operation: ALLOWED_LOADERS });
	// Each image is read once: a cache of operations would only hold memory.
	sharp.cache(false);
}
