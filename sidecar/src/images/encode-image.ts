import type { Sharp } from 'sharp';

export type ImageFormat = 'webp' | 'jpeg' | 'png' | 'avif';

export const FORMAT_MEDIA_TYPES = {
	webp: 'image/webp',
	jpeg: 'image/jpeg',
	png: 'image/png',
	avif: 'image/avif',
} as const satisfies Record<ImageFormat, string>;

export interface Encoding {
	format: ImageFormat;
	/** 1 to 100; PNG has none. */
	quality: number;
	/** The full files may take longer to become smaller than the many sub-sizes may. */
	isFull: boolean;
}

/** Encodes with the provenance as the only metadata, and as the last step: whatever follows would lose it. */
export function encodeImage(image: Sharp, encoding: Encoding, xmp: string): Promise<Buffer> {
	return withEncoder(image.withXmp(xmp), encoding).toBuffer();
}

function withEncoder(image: Sharp, { format, quality, isFull }: Encoding): Sharp {
	switch (format) {
		case 'webp':
			return image.webp({ quality, effort: isFull ? 3 : 2 });
		case 'jpeg':
			return image.jpeg({ quality, progressive: true });
		case 'png':
			return image.png({ compressionLevel: 7 });
		case 'avif':
			return image.avif({ quality, effort: 2, chromaSubsampling: '4:2:0' });
	}
}
