import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { ErrorInfo } from '@limner/shared/contracts/error-code';
import { errorResponseSchema } from '@limner/shared/contracts/error-response';
import { SIDECAR_ROUTES, type Route } from '@limner/shared/contracts/routes';
import { SIGNATURE_HEADERS, signedText } from '@limner/shared/contracts/signature';
import { pairResponseSchema, type PairResponse, type SiteIdentity } from '@limner/shared/contracts/site';
import type { z } from 'zod';

type AnswerOf<R extends Route> = R['response'] extends z.ZodType ? z.output<R['response']> : Buffer;
type BodyOf<R extends Route> = R['request'] extends z.ZodType ? z.input<R['request']> : undefined;

export interface CallOptions<R extends Route> {
	parameters?: Record<string, string | number>;
	/** Behind the question mark. */
	query?: Record<string, string>;
	body?: BodyOf<R>;
	/** Sent in place of what is right. */
	spoiled?: Partial<Record<keyof typeof SIGNATURE_HEADERS, string>>;
	/** The body as sent, where it is not JSON of `body`. */
	rawBody?: string;
}

export interface RawAnswer {
	status: number;
	headers: Headers;
	bytes: Buffer;
}

/** Says what the plugin would say, with the plugin's signature; every answer is held against its contract. */
export class SignedClient {
	readonly url: string;
	readonly identity: SiteIdentity;
	readonly keys: PairResponse;

	constructor(url: string, identity: SiteIdentity, keys: PairResponse) {
		this.url = url;
		this.identity = identity;
		this.keys = keys;
	}

	/** Connects as a new site whose WordPress answers nowhere, unless another identity is given. */
	static async pair(
		sidecar: { url: string; pair(): Promise<string> },
		identity: Partial<SiteIdentity> = {},
	): Promise<SignedClient> {
		const site: SiteIdentity = {
			home_url: `http://site-${randomBytes(4).toString('hex')}.test`,
			rest_url: 'http://127.0.0.1:9/wp-json/limner/v1/',
			name: 'A site',
			environment: 'local',
			...identity,
		};
		const answer = await fetch(`${sidecar.url}/v1/pair`, {
			method: 'POST',
			body: JSON.stringify({ code: await sidecar.pair(), site, plugin_version: '0.1.0' }),
		});
		if (answer.status !== 201) throw new Error(`Pairing failed: ${answer.status} ${await answer.text()}`);
		return new SignedClient(sidecar.url, site, pairResponseSchema.parse(await answer.json()));
	}

	/** The same site at another sidecar address, as after a restart. */
	at(url: string): SignedClient {
		return new SignedClient(url, this.identity, this.keys);
	}

	/** Fails unless the route succeeds. */
	async call<N extends keyof typeof SIDECAR_ROUTES>(
		name: N,
		options: CallOptions<(typeof SIDECAR_ROUTES)[N]> = {},
	): Promise<AnswerOf<(typeof SIDECAR_ROUTES)[N]>> {
		const route: Route = SIDECAR_ROUTES[name];
		const answer = await this.send(name, options);
		if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.bytes.toString()}`);
		const value =
			route.response === null ? answer.bytes : route.response.parse(JSON.parse(answer.bytes.toString()));
		return value as AnswerOf<(typeof SIDECAR_ROUTES)[N]>;
	}

	/** Fails unless the route refuses; answers why. */
	async refusal<N extends keyof typeof SIDECAR_ROUTES>(
		name: N,
		options: CallOptions<(typeof SIDECAR_ROUTES)[N]> = {},
	): Promise<ErrorInfo & { status: number }> {
		const { status, bytes } = await this.send(name, options);
		if (status < 400) throw new Error(`${name} was not refused: ${status} ${bytes.toString()}`);
		return { status, ...errorResponseSchema.parse(JSON.parse(bytes.toString())).error };
	}

	async send<N extends keyof typeof SIDECAR_ROUTES>(
		name: N,
		options: CallOptions<(typeof SIDECAR_ROUTES)[N]> = {},
	): Promise<RawAnswer> {
		const route: Route = SIDECAR_ROUTES[name];
		const query = new URLSearchParams(options.query).toString();
		const path = fillPath(route.path, options.parameters ?? {}) + (query && `?${query}`);
		const body = options.rawBody ?? (options.body === undefined ? '' : JSON.stringify(options.body));
		const headers = this.sign(route.method, path, body, options.spoiled ?? {});
		const response = await fetch(this.url + path, {
			method: route.method,
			headers: { ...headers, 'content-type': 'application/json' },
			...(body === '' ? {} : { body }),
		});
		return {
			status: response.status,
			headers: response.headers,
			bytes: Buffer.from(await response.arrayBuffer()),
		};
	}

	sign(
		method: string,
		path: string,
		body: string,
		spoiled: Partial<Record<keyof typeof SIGNATURE_HEADERS, string>> = {},
	): Record<string, string> {
		const values = {
			site: this.keys.site_id,
			key: this.keys.key_id,
			timestamp: String(Math.floor(Date.now() / 1000)),
			nonce: randomBytes(16).toString('hex'),
			home: this.identity.home_url,
			environment: this.identity.environment,
			...spoiled,
		};
		const text = signedText({
			siteId: values.site,
			keyId: values.key,
			timestamp: values.timestamp,
			nonce: values.nonce,
			method,
			path,
			bodySha256: createHash('sha256').update(body).digest('hex'),
			homeUrl: values.home,
			environment: values.environment,
		});
		const signature = createHmac('sha256', Buffer.from(this.keys.secret, 'hex')).update(text).digest('hex');
		return {
			[SIGNATURE_HEADERS.site]: values.site,
			[SIGNATURE_HEADERS.key]: values.key,
			[SIGNATURE_HEADERS.timestamp]: values.timestamp,
			[SIGNATURE_HEADERS.nonce]: values.nonce,
			[SIGNATURE_HEADERS.home]: values.home,
			[SIGNATURE_HEADERS.environment]: values.environment,
			[SIGNATURE_HEADERS.signature]: spoiled.signature ?? signature,
		};
	}
}

function fillPath(path: string, parameters: Record<string, string | number>): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = parameters[name];
		if (value === undefined) throw new Error(`${path} needs ${name}`);
		return String(value);
	});
}
