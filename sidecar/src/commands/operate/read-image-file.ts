import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CommandError } from '../../errors/command-error.ts';
import { describeError } from '../../errors/error-sentences.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import { inspectImage, type InspectedImage } from '../../images/inspect-image.ts';

export interface ImageInput extends InspectedImage {
	/** Without its ending. */
	name: string;
	bytes: Uint8Array;
	sha256: string;
}

/** Reads an image whole. Fails with `image_file_missing` or `image_file_unreadable`; nothing is kept of it. */
export async function readImageFile(file: string): Promise<ImageInput> {
	const bytes = await read(file);
	try {
		const inspected = await inspectImage(bytes);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		return { ...inspected, name: basename(file, extname(file)), bytes, sha256 };
	} catch (error) {
		if (!(error instanceof LimnerError)) throw error;
		throw new CommandError(
			'image_file_unreadable',
			file,
			SENTENCES[error.code] ?? describeError(error.code, { ...error.toInfo() }).title,
		);
	}
}

const SENTENCES: Partial<Record<LimnerError['code'], string>> = {
	image_unreadable: 'It is damaged, or no PNG, JPEG, WebP or AVIF image.',
	image_too_large: 'It has more pixels than Limner takes. Make it smaller first.',
};

/** Transparent where the image may be changed, so it has to be a PNG of the same size. */
export async function readMaskFile(file: string, source: ImageInput): Promise<ImageInput> {
	const mask = await readImageFile(file);
	if (mask.mediaType !== 'image/png')
		throw new CommandError('image_file_unreadable', file, 'A mask has to be a PNG.');
	if (mask.width === source.width && mask.height === source.height) return mask;
	throw new CommandError(
		'image_file_unreadable',
		file,
		`A mask has to be as large as its image: ${source.width} × ${source.height}, not ${mask.width} × ${mask.height}.`,
	);
}

async function read(file: string): Promise<Uint8Array> {
	try {
		return await readFile(await realpath(file));
	} catch (error) {
		if (!(error instanceof Error) || !('code' in error)) throw error;
		if (error.code === 'ENOENT') throw new CommandError('image_file_missing', file);
		const isFolder = error.code === 'EISDIR';
		const cause = isFolder ? 'It is a folder; name a file in it.' : `${error.message}.`;
		throw new CommandError('image_file_unreadable', file, cause);
	}
}
