import { createHash } from 'node:crypto';
import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
	NoSuchKey,
	NotFound,
	paginateListObjectsV2,
	PutObjectCommand,
	S3Client,
} from '@aws-sdk/client-s3';
import type { S3Settings } from '../config/read-s3-settings.ts';
import { SettingError } from '../config/setting-error.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { explainS3Failure } from './explain-s3-failure.ts';
import { imagePath, readImagePath, type ImageStore } from './image-store.ts';

const CONNECT_WITHIN = 5_000;
/** For one request with all its bytes. */
const ANSWER_WITHIN = 60_000;
/** Before a failure counts, with the pauses of the SDK between. */
const TRIES = 3;
/** No image of ours is larger: what is longer is never read into memory. */
const LARGEST_IMAGE = 256 * 1024 * 1024;
const PROBE = 'limner-write-test';

/**
 * Images as objects of a bucket. One request an image: S3 shows an object whole or not at all, so an upload that broke
 * off has left nothing, and what is read is held against its sha256.
 */
export class S3ImageStore implements ImageStore {
	private readonly settings: S3Settings;
	private readonly client: S3Client;

	constructor(settings: S3Settings) {
		this.settings = settings;
		this.client = createClient(settings);
	}

	async save(bytes: Uint8Array): Promise<string> {
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		await this.put(imagePath(sha256), bytes);
		return sha256;
	}

	async load(sha256: string): Promise<Buffer> {
		const bytes = await this.read(sha256);
		if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
		throw new LimnerError('image_store_away', {
			subject: 'LIMNER_S3_BUCKET',
			cause: `what lies at ${imagePath(sha256)} is not what was stored there`,
		});
	}

	async has(sha256: string): Promise<boolean> {
		try {
			await this.client.send(new HeadObjectCommand(this.placeOf(imagePath(sha256))));
			return true;
		} catch (error) {
			if (isMissing(error)) return false;
			throw this.unavailable(error);
		}
	}

	async remove(sha256: string): Promise<void> {
		await this.attempt(() => this.client.send(new DeleteObjectCommand(this.placeOf(imagePath(sha256)))));
	}

	async *list(): AsyncIterable<string> {
		try {
			for await (const page of paginateListObjectsV2(
				{ client: this.client },
				{ Bucket: this.settings.bucket },
			)) {
				for (const { Key } of page.Contents ?? []) {
					const sha256 = readImagePath(Key ?? '');
					if (sha256 !== null) yield sha256;
				}
			}
		} catch (error) {
			throw this.unavailable(error);
		}
	}

	/** Not by HeadBucket, whose refusals carry no reason. */
	async requireRoom(): Promise<void> {
		const oneOfAll = new ListObjectsV2Command({ Bucket: this.settings.bucket, MaxKeys: 1 });
		await this.attempt(() => this.client.send(oneOfAll));
	}

	async requireUsable(): Promise<void> {
		await this.requireRegion();
		try {
			await this.requireRoom();
			await this.put(PROBE, Buffer.from('Limner may write here.'));
			await this.attempt(() => this.client.send(new DeleteObjectCommand(this.placeOf(PROBE))));
		} catch (error) {
			if (!(error instanceof LimnerError)) throw error;
			const { setting, advice } = explainS3Failure(error.cause, this.settings);
			throw new SettingError(setting, advice);
		}
	}

	async carryOver(): Promise<number> {
		return 0;
	}

	/** The SDK looks for it in Amazon's variables and files, and has no code for not finding it. */
	private async requireRegion(): Promise<void> {
		try {
			await this.client.config.region();
		} catch {
			throw new SettingError('LIMNER_S3_REGION', 'it is missing. Give the region of the bucket.');
		}
	}

	private async put(key: string, bytes: Uint8Array): Promise<void> {
		const command = new PutObjectCommand({
			...this.placeOf(key),
			Body: bytes,
			ContentLength: bytes.length,
			ContentType: 'application/octet-stream',
		});
		await this.attempt(() => this.client.send(command));
	}

	private async read(sha256: string): Promise<Buffer> {
		try {
			const { Body, ContentLength } = await this.client.send(
				new GetObjectCommand(this.placeOf(imagePath(sha256))),
			);
			return await readWhole(Body as AsyncIterable<Uint8Array>, ContentLength ?? LARGEST_IMAGE + 1);
		} catch (error) {
			if (!isMissing(error)) throw this.unavailable(error);
			throw new LimnerError('not_found', { cause: `image ${sha256} is not stored`, origin: error });
		}
	}

	private async attempt(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			throw this.unavailable(error);
		}
	}

	private unavailable(error: unknown): LimnerError {
		const { setting, cause } = explainS3Failure(error, this.settings);
		return new LimnerError('image_store_away', { subject: setting, cause, origin: error });
	}

	private placeOf(key: string) {
		return { Bucket: this.settings.bucket, Key: key };
	}
}

function createClient({ endpoint, region, credentials }: S3Settings): S3Client {
	// Servers that are not Amazon's do not all know the newer checksums; a body is signed with its sha256 anyway.
	const checksums = endpoint === null ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
	return new S3Client({
		...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
		...(region === null ? {} : { region }),
		...(credentials === null ? {} : { credentials }),
		maxAttempts: TRIES,
		requestChecksumCalculation: checksums,
		responseChecksumValidation: checksums,
		requestHandler: {
			connectionTimeout: CONNECT_WITHIN,
			requestTimeout: ANSWER_WITHIN,
			throwOnRequestTimeout: true,
		},
	});
}

/** Into one buffer of the announced length, so that an image is in memory once. */
async function readWhole(body: AsyncIterable<Uint8Array>, length: number): Promise<Buffer> {
	if (length > LARGEST_IMAGE) throw new Error(`an object is longer than ${LARGEST_IMAGE} bytes`);
	const bytes = Buffer.allocUnsafe(length);
	let filled = 0;
	for await (const chunk of body) {
		if (filled + chunk.length > length)
			throw new Error(`an object is longer than the announced ${length} bytes`);
		bytes.set(chunk, filled);
		filled += chunk.length;
	}
	if (filled < length) throw new Error(`an object ended after ${filled} of ${length} bytes`);
	return bytes;
}

function isMissing(error: unknown): boolean {
	return error instanceof NoSuchKey || error instanceof NotFound;
}
