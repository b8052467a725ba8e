import { openImage } from './open-image.ts';

/** Enough to read a sign by, and few enough tokens. Pixels. */
const LARGEST_SIDE = 1024;

/** The image as a data URL for a model that sees. */
export async function shrinkToLook(bytes: Uint8Array): Promise<string> {
	const small = await openImage(bytes)
		.resize(LARGEST_SIDE, LARGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
		.flatten({ background: '#ffffff' })
		.jpeg({ quality: 80 })
		.toBuffer();
	return `data:image/jpeg;base64,${small.toString('base64')}`;
}
