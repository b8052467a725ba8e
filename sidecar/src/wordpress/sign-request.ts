import { createHash, createHmac, randomBytes } from 'node:crypto';
import { SIGNATURE_HEADERS, signedText } from '@limner/shared/contracts/signature';

export interface SigningSite {
	id: string;
	home_url: string;
	environment: string;
}

export interface SigningKey {
	id: string;
	/** 32 bytes. */
	secret: Buffer;
}

/** The headers that prove to the other side who is speaking; `path` as `signature.ts` describes it. */
export function signRequest(
	site: SigningSite,
	key: SigningKey,
	request: { method: string; path: string; body: Uint8Array },
): Record<string, string> {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const nonce = randomBytes(18).toString('base64url');
	const text = signedText({
		siteId: site.id,
		keyId: key.id,
		timestamp,
		nonce,
		method: request.method,
		path: request.path,
		bodySha256: createHash('sha256').update(request.body).digest('hex'),
		homeUrl: site.home_url,
		environment: site.environment,
	});
	return {
		[SIGNATURE_HEADERS.site]: site.id,
		[SIGNATURE_HEADERS.key]: key.id,
		[SIGNATURE_HEADERS.timestamp]: timestamp,
		[SIGNATURE_HEADERS.nonce]: nonce,
		[SIGNATURE_HEADERS.home]: site.home_url,
		[SIGNATURE_HEADERS.environment]: site.environment,
		[SIGNATURE_HEADERS.signature]: createHmac('sha256', key.secret).update(text).digest('hex'),
	};
}
