import type { S3Settings } from '../config/read-s3-settings.ts';

export interface S3Failure {
	/** The one that is most likely wrong. */
	setting: string;
	/** For the operator: what is wrong with it, and what to do. */
	advice: string;
	/** Short and technical. */
	cause: string;
}

interface Reason {
	setting: string;
	/** Names of errors, as S3 and its SDK give them. */
	names: readonly string[];
	advice(settings: S3Settings): string;
}

/** Names: "List of error codes" in Amazon's S3 API Reference, and the SDK's own for what never left this machine. */
const REASONS: readonly Reason[] = [
	{
		setting: 'LIMNER_S3_BUCKET',
		names: ['NoSuchBucket', 'InvalidBucketName', 'NotFound'],
		advice: ({ bucket, endpoint }) =>
			`there is no bucket "${bucket}" ${endpoint === null ? 'at Amazon S3' : `at ${endpoint}`}. Make it, or name another one.`,
	},
	{
		setting: 'LIMNER_S3_ACCESS_KEY_ID',
		names: ['InvalidAccessKeyId', 'InvalidToken', 'ExpiredToken', 'CredentialsProviderError'],
		advice: ({ credentials }) =>
			credentials === null
				? 'no key was found that this store knows. Give one here or as AWS_ACCESS_KEY_ID.'
				: 'this store does not know the key. Give its id as the store shows it.',
	},
	{
		setting: 'LIMNER_S3_SECRET_ACCESS_KEY',
		names: ['SignatureDoesNotMatch'],
		advice: () => 'the secret does not belong to the key. Give the one that was shown when the key was made.',
	},
	{
		setting: 'LIMNER_S3_ACCESS_KEY_ID',
		names: ['AccessDenied', 'AllAccessDisabled', 'AccountProblem'],
		advice: ({ bucket }) =>
			`the key may not do all of ListBucket, GetObject, PutObject and DeleteObject in "${bucket}". Allow it these.`,
	},
	{
		setting: 'LIMNER_S3_REGION',
		names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'],
		advice: ({ bucket }) => `"${bucket}" lies in another region. Give the region of the bucket.`,
	},
];

/** What an operator has to look at. What nobody answered to is the address's fault. */
export function explainS3Failure(error: unknown, settings: S3Settings): S3Failure {
	const name = nameOf(error);
	const cause = `${name}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 300);
	const reason = REASONS.find(({ names }) => names.includes(name));
	if (reason) return { setting: reason.setting, advice: reason.advice(settings), cause };
	const { endpoint, region } = settings;
	const advice =
		endpoint === null
			? `Amazon S3 in ${region ?? 'the region'} cannot be used (${cause}). Check the region and the network.`
			: `${endpoint} cannot be used (${cause}). Start that server, or give its right address.`;
	return { setting: endpoint === null ? 'LIMNER_S3_REGION' : 'LIMNER_S3_ENDPOINT', advice, cause };
}

function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return 'Error';
	return error.name === 'Error' && 'code' in error ? String(error.code) : error.name;
}
