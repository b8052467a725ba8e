import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { CLOCK_TOLERANCE_SECONDS, SIGNATURE_HEADERS, signedText } from '@limner/shared/contracts/signature';
import { uuidSchema } from '@limner/shared/contracts/primitives';
import type { Engine } from '../engine.ts';
import { LimnerError } from '../errors/limner-error.ts';
import { findKey, findSite, useNonce } from '../storage/sites.ts';
import type { Caller } from './define-route.ts';

type HeaderValues = Record<keyof typeof SIGNATURE_HEADERS, string>;

/** Proves which site is asking; nothing in the body can say it. Fails with a `signature_…` or `site_unknown` code. */
export async function requireSignedRequest(engine: Engine, request: Request): Promise<Caller> {
	const headers = readHeaders(request);
	const key = await findKey(engine.database, engine.secrets, headers.site, headers.key);
	const site = key && (await findSite(engine.database, headers.site));
	if (!key || !site || site.state === 'disconnected') {
		throw new LimnerError('site_unknown', { cause: 'no connected site has this id and key' });
	}
	requireSignature(request, headers, key.secret);
	requireCurrentClock(headers.timestamp);
	const expiresAt = Date.now() + 2 * CLOCK_TOLERANCE_SECONDS * 1000;
	if (!(await useNonce(engine.database, site.id, headers.nonce, expiresAt))) {
		throw new LimnerError('signature_replayed', { cause: 'this request was sent before' });
	}
	const isAtHome = headers.home === site.home_url && headers.environment === site.environment;
	return { site, homeUrl: headers.home, environment: headers.environment, isAtHome };
}

function readHeaders(request: Request): HeaderValues {
	const names = Object.keys(SIGNATURE_HEADERS) as (keyof HeaderValues)[];
	const entries = names.map((name) => {
		const value = request.get(SIGNATURE_HEADERS[name]);
		if (!value) throw new LimnerError('signature_missing', { subject: SIGNATURE_HEADERS[name] });
		return [name, value] as const;
	});
	const headers = Object.fromEntries(entries) as HeaderValues;
	const wellFormed =
		uuidSchema.safeParse(headers.site).success &&
		/^\d{1,12}$/.test(headers.timestamp) &&
		/^[A-Za-z0-9_-]{16,64}$/.test(headers.nonce) &&
		/^[0-9a-f]{64}$/.test(headers.signature);
	if (!wellFormed) throw new LimnerError('signature_wrong', { cause: 'a signature header is malformed' });
	return headers;
}

function requireSignature(request: Request, headers: HeaderValues, secret: Buffer): void {
	const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	const text = signedText({
		siteId: headers.site,
		keyId: headers.key,
		timestamp: headers.timestamp,
		nonce: headers.nonce,
		method: request.method,
		path: request.originalUrl,
		bodySha256: createHash('sha256').update(body).digest('hex'),
		homeUrl: headers.home,
		environment: headers.environment,
	});
	const expected = createHmac('sha256', secret).update(text).digest();
	if (!timingSafeEqual(expected, Buffer.from(headers.signature, 'hex'))) {
		throw new LimnerError('signature_wrong', { cause: 'the signature does not match the request' });
	}
}

/** After the signature, so that only the true site learns how far its clock is off. */
function requireCurrentClock(timestamp: string): void {
	const difference = Number(timestamp) - Math.floor(Date.now() / 1000);
	if (Math.abs(difference) <= CLOCK_TOLERANCE_SECONDS) return;
	throw new LimnerError('signature_expired', {
		cause: `the clocks differ by ${Math.abs(difference)} seconds; ${CLOCK_TOLERANCE_SECONDS} are allowed`,
		subject: difference > 0 ? 'site_ahead' : 'site_behind',
		amount: Math.abs(difference),
	});
}
