import type { FORMAT_MEDIA_TYPES, ImageFormat } from './encode-image.ts';
import type { Dimensions } from './sub-size.ts';

export interface RenderedFile extends Dimensions {
	rendition: 'desktop' | 'mobile';
	/** `full`, the name of a registered size, or `limner-` and a template's id. */
	size: string;
	/** What WordPress puts between name and extension: empty for `full`, else `-300x169`. */
	suffix: string;
	mediaType: (typeof FORMAT_MEDIA_TYPES)[ImageFormat];
	bytes: Buffer;
	sha256: string;
}
