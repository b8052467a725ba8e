/**
 * How plugin and sidecar sign what they say to each other (both directions alike). Header names are lower case on the
 * Node side. The signature is HMAC-SHA256, lower-case hex, over the lines of `signedText`, with the shared secret's
 * 32 raw bytes as the key (the secret travels as 64 hex digits; an empty or malformed one refuses everything).
 */
export const SIGNATURE_HEADERS = {
	site: 'x-limner-site',
	key: 'x-limner-key',
	timestamp: 'x-limner-timestamp',
	nonce: 'x-limner-nonce',
	home: 'x-limner-home',
	environment: 'x-limner-environment',
	signature: 'x-limner-signature',
} as const;

/** Seconds that the two clocks may differ; nonces are remembered at least twice as long. */
export const CLOCK_TOLERANCE_SECONDS = 300;

export interface SignedParts {
	siteId: string;
	keyId: string;
	/** Seconds since 1970, as decimal digits. */
	timestamp: string;
	/** 16 to 64 characters of [A-Za-z0-9_-], never used twice. */
	nonce: string;
	method: string;
	/**
	 * From the version on, with the query as sent: `/v1/plans?x=1` at the sidecar, `/limner/v1/outbox` at the plugin
	 * (the REST route, so that permalinks and folders before it do not matter; there the query is not part of it).
	 */
	path: string;
	/** Lower-case hex SHA-256 of the raw body; of the empty string where there is none. */
	bodySha256: string;
	/** The site's home URL and environment type as the sender knows them. */
	homeUrl: string;
	environment: string;
}

export function signedText(parts: SignedParts): string {
	return [
		'limner-v1',
		parts.siteId,
		parts.keyId,
		parts.timestamp,
		parts.nonce,
		parts.method.toUpperCase(),
		parts.path,
		parts.bodySha256,
		parts.homeUrl,
		parts.environment,
	].join('\n');
}
