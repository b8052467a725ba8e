import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';

import { SIGNATURE_HEADERS, signedText, type SignedParts } from '@limner/shared/contracts/signature';

import type { WordPress } from '../wordpress/use-wordpress.ts';

export interface Identity {
	siteId: string;
	keyId: string;
	/** 64 hex digits. */
	secret: string;
	homeUrl: string;
	environment: string;
}

export interface SignedAnswer {
	status: number;
	headers: Headers;
	body: unknown;
}

interface SignedOptions {
	body?: unknown;
	/** Parts that are signed and sent otherwise than they should be. */
	parts?: Partial<SignedParts>;
	/** Headers that are changed, or with `null` left out, after signing. */
	headers?: Record<string, string | null>;
	/** Appended to the address; not part of what is signed. */
	query?: string;
}

/** Stores a connection as pairing does, without a sidecar, and returns what the sidecar would know. */
export async function connectSite(wordpress: WordPress, sidecarAddress: string): Promise<Identity> {
	const identity: Identity = {
		siteId: randomUUID(),
		keyId: `key-${randomBytes(4).toString('hex')}`,
		secret: randomBytes(32).toString('hex'),
		homeUrl: wordpress.url,
		environment: 'local',
	};
	await wordpress.runPhp(`
		$connection = new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), new Limner\\Sidecar\\SiteIdentity() );
		$connection->forget();
		$connection->connect( '${sidecarAddress}', '${identity.siteId}', '${identity.keyId}', '${identity.secret}' );
		return true;
	`);
	return identity;
}

/** Asks a signed route of the plugin as the sidecar does. `path` is below limner/v1, with leading slash. */
export async function askSigned(
	wordpress: WordPress,
	identity: Identity,
	method: string,
	path: string,
	options: SignedOptions = {},
): Promise<SignedAnswer> {
	const request = signRequest(identity, method, path, options);
	const answer = await fetch(`${wordpress.url}/wp-json/limner/v1${path}${options.query ?? ''}`, request);
	const text = await answer.text();
	return { status: answer.status, headers: answer.headers, body: parse(text) };
}

/** The same request, ready to be sent once or twice. */
export function signRequest(
	identity: Identity,
	method: string,
	path: string,
	options: SignedOptions = {},
): { method: string; headers: Record<string, string>; body?: Uint8Array<ArrayBuffer> } {
	const body = encode(options.body);
	const parts: SignedParts = {
		siteId: identity.siteId,
		keyId: identity.keyId,
		timestamp: String(Math.floor(Date.now() / 1000)),
		nonce: randomBytes(16).toString('hex'),
		method,
		path: `/limner/v1${path}`,
		bodySha256: createHash('sha256').update(body).digest('hex'),
		homeUrl: identity.homeUrl,
		environment: identity.environment,
		...options.parts,
	};
	const key = Buffer.from(identity.secret, 'hex');
	const headers: Record<string, string> = {
		[SIGNATURE_HEADERS.site]: parts.siteId,
		[SIGNATURE_HEADERS.key]: parts.keyId,
		[SIGNATURE_HEADERS.timestamp]: parts.timestamp,
		[SIGNATURE_HEADERS.nonce]: parts.nonce,
		[SIGNATURE_HEADERS.home]: parts.homeUrl,
		[SIGNATURE_HEADERS.environment]: parts.environment,
		[SIGNATURE_HEADERS.signature]: createHmac('sha256', key).update(signedText(parts)).digest('hex'),
		'content-type': options.body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
	};
	for (const [name, value] of Object.entries(options.headers ?? {})) {
		if (value === null) {
			delete headers[name];
		} else {
			headers[name] = value;
		}
	}
	return { method, headers, ...(options.body === undefined ? {} : { body }) };
}

function encode(body: unknown): Uint8Array<ArrayBuffer> {
	if (body === undefined) {
		return new Uint8Array();
	}
	return new Uint8Array(body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body)));
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
