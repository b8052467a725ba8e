import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config/read-config.ts';
import { DiskImageStore } from './disk-image-store.ts';
import type { ImageStore } from './image-store.ts';
import { PatientImageStore } from './patient-image-store.ts';

/** Where the settings say that images are kept; nothing is opened or asked yet. */
export async function openImageStore(
	{ s3, dataFolder }: Pick<Config, 's3' | 'dataFolder'>,
	log: Logger,
): Promise<ImageStore> {
	if (s3 === null) return new DiskImageStore(join(dataFolder, 'images'));
	// Its client takes a moment to load, which nobody should wait for without a bucket.
	const { S3ImageStore } = await import('./s3-image-store.ts');
	return new PatientImageStore(
		new S3ImageStore(s3),
		new DiskImageStore(join(dataFolder, 'images-waiting')),
		log,
	);
}
