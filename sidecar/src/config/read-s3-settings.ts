import { z } from 'zod';
import { SettingError } from './setting-error.ts';

/** A bucket for images, at Amazon or at a server that speaks the same. */
export interface S3Settings {
	bucket: string;
	/** Null: Amazon's own, by region. */
	endpoint: string | null;
	/** Null: what Amazon's own variables or files name. */
	region: string | null;
	/** Null: what Amazon's own variables, files or the machine's role give. */
	credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

/** Servers that are not Amazon's mostly have one region, and take this name for it. */
const REGION_OF_OTHERS = 'us-east-1';
const text = z.string().trim().min(1);

const settingsSchema = z.object({
	LIMNER_S3_BUCKET: text.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/).optional(),
	LIMNER_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
	LIMNER_S3_REGION: text.regex(/^[a-z0-9-]+$/).optional(),
	LIMNER_S3_ACCESS_KEY_ID: text.optional(),
	LIMNER_S3_SECRET_ACCESS_KEY: text.optional(),
});

const ADVICE: Record<string, string> = {
	LIMNER_S3_BUCKET: 'give the name of a bucket, without s3:// and without a folder.',
	LIMNER_S3_ENDPOINT: 'give an address that begins with https:// or http://, without the bucket.',
	LIMNER_S3_REGION: 'give the name of a region, such as eu-central-1.',
};

/** Null: images lie on the disk. Throws a `SettingError` for the first value that cannot be used. */
export function readS3Settings(environment: Record<string, string | undefined>): S3Settings | null {
	const parsed = settingsSchema.safeParse(environment);
	if (!parsed.success) {
		const setting = String(parsed.error.issues[0]?.path[0]);
		throw new SettingError(setting, ADVICE[setting] ?? 'this value cannot be used.');
	}
	const settings = parsed.data;
	if (settings.LIMNER_S3_BUCKET === undefined) {
		const [other] = Object.keys(settings);
		if (other === undefined) return null;
		throw new SettingError('LIMNER_S3_BUCKET', `${other} is set; name the bucket, or leave both out.`);
	}
	const endpoint = settings.LIMNER_S3_ENDPOINT ?? null;
	return {
		bucket: settings.LIMNER_S3_BUCKET,
		endpoint,
		region: settings.LIMNER_S3_REGION ?? (endpoint === null ? null : REGION_OF_OTHERS),
		credentials: readCredentials(settings),
	};
}

function readCredentials(settings: z.infer<typeof settingsSchema>): S3Settings['credentials'] {
	const { LIMNER_S3_ACCESS_KEY_ID: accessKeyId, LIMNER_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
	if (accessKeyId === undefined && secretAccessKey === undefined) return null;
	if (accessKeyId === undefined) {
		throw new SettingError('LIMNER_S3_ACCESS_KEY_ID', 'LIMNER_S3_SECRET_ACCESS_KEY is set; give its id too.');
	}
	if (secretAccessKey === undefined) {
		throw new SettingError(
			'LIMNER_S3_SECRET_ACCESS_KEY',
			'LIMNER_S3_ACCESS_KEY_ID is set; give its secret too.',
		);
	}
	return { accessKeyId, secretAccessKey };
}
