import { LimnerError } from '../errors/limner-error.ts';
import type { ImageRequest } from './image-provider.ts';
import { recogniseImage } from './recognise-image.ts';

/** An image on its way to a provider. */
export interface InputImage {
	bytes: Uint8Array;
	kind: 'png' | 'jpeg' | 'webp';
}

/** Fails with `image_unreadable` before anything is sent; `called` names the image in the cause: `the source`. */
export function requireImage(bytes: Uint8Array, called: string): InputImage {
	const kind = recogniseImage(bytes);
	if (kind === null || kind === 'truncated') {
		throw new LimnerError('image_unreadable', { cause: `${called} is no whole PNG, JPEG or WebP` });
	}
	return { bytes, kind };
}

/** The images a model is given, the source first, then the references in their order. */
export function inputImages({
	source,
	references,
}: Pick<ImageRequest, 'source' | 'references'>): InputImage[] {
	return [
		...(source === null ? [] : [requireImage(source, 'the source')]),
		...references.map((bytes, index) => requireImage(bytes, `reference image ${index + 1}`)),
	];
}
