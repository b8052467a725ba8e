import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { readConfig } from '../config/read-config.ts';
import { SettingError } from '../config/setting-error.ts';
import { copyImages } from '../storage/copy-images.ts';
import { lockDataFolder } from '../storage/data-folder-lock.ts';
import { DiskImageStore } from '../storage/disk-image-store.ts';
import type { ImageStore } from '../storage/image-store.ts';
import { count } from './illustrate/terminal-text.ts';

const PLACES = ['s3', 'disk'] as const;
type Place = (typeof PLACES)[number];

/** Between two lines about how far it is, in milliseconds. */
const SPEAK_EVERY = 5_000;

/** Works while no sidecar has the data folder, so that nothing is stored meanwhile. */
export function addImagesCommand(program: Command): void {
	const images = program.command('images').description('look after the files of images');
	images
		.command('copy')
		.description('copy every image from the disk into the bucket of LIMNER_S3_BUCKET, or back')
		.addOption(new Option('--to <place>', 'where to').choices(PLACES).makeOptionMandatory())
		.addHelpText(
			'after',
			'\nThe sidecar has to be stopped. What is there already is left alone, and nothing is removed.',
		)
		.action(({ to }: { to: Place }) => copyTo(to));
}

async function copyTo(to: Place): Promise<void> {
	const { dataFolder, s3 } = readConfig();
	if (s3 === null) {
		throw new SettingError(
			'LIMNER_S3_BUCKET',
			'it is missing. Name the bucket to copy images into, or from.',
		);
	}
	const { S3ImageStore } = await import('../storage/s3-image-store.ts');
	const stores: Record<Place, ImageStore> = {
		disk: new DiskImageStore(join(dataFolder, 'images')),
		s3: new S3ImageStore(s3),
	};
	const waiting = new DiskImageStore(join(dataFolder, 'images-waiting'));
	const lock = lockDataFolder(dataFolder);
	try {
		await stores.s3.requireUsable();
		const sources = [waiting, stores[to === 's3' ? 'disk' : 's3']];
		const { copied, present, damaged } = await copyImages(sources, stores[to], speakNowAndThen());
		console.log(
			`${count(copied, 'image')} copied, ${present} ${present === 1 ? 'was' : 'were'} there already.`,
		);
		for (const sha256 of damaged) console.error(`Not copied, as the file is damaged: ${sha256}`);
		if (damaged.length > 0) process.exitCode = 1;
		console.error(
			to === 's3'
				? 'Leave LIMNER_S3_BUCKET set and start the sidecar. The folder "images" is no longer used.'
				: 'Remove LIMNER_S3_BUCKET from the settings and start the sidecar. The bucket is no longer used.',
		);
	} finally {
		lock.release();
	}
}

function speakNowAndThen(): (done: number) => void {
	let spoken = Date.now();
	return (done) => {
		if (Date.now() - spoken < SPEAK_EVERY) return;
		spoken = Date.now();
		console.error(`${count(done, 'image')} so far …`);
	};
}
