import type { ErrorCode } from '@limner/shared/contracts/error-code';
import type { z } from 'zod';
import { LimnerError, type LimnerErrorDetails } from '../errors/limner-error.ts';
import type { LimitReport } from './call-pacer.ts';
import { downloadImage } from './download-image.ts';
import type { ImageCallContext } from './image-provider.ts';
import { readLimitHeaders } from './read-limit-headers.ts';
import { wasNeverSent, watchTransport, type Transport } from './watch-transport.ts';

/** How a provider is reached, and how it refuses. */
export interface ProviderAccess {
	/** The provider's name, for errors. */
	name: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** The key, which is never repeated in a cause, even where a server echoes it; empty where there is none. */
	secret: string;
	/** Sent with every request to `baseUrl`. */
	headers: Record<string, string>;
	/** Until the last byte of the last answer. */
	timeoutSeconds: number;
	/** Called with what every answer says about the key's limits. */
	onLimits?: (report: LimitReport) => void;
	/** What this provider's own refusals mean; null leaves it to the status. */
	readRefusal?: (refused: RefusedAnswer) => Refusal | null;
}

export interface RefusedAnswer {
	status: number;
	headers: Headers;
	/** Parsed where it is JSON, else the text. */
	body: unknown;
}

export interface Refusal {
	code: ErrorCode;
	/** In the provider's own words. */
	cause?: string;
	/** Overrides what the code and the point in the call say. */
	charged?: 'no' | 'yes' | 'unknown';
	subject?: string;
	retryAfterSeconds?: number;
}

/** Providers answer with images of some megabytes; a base64 4K PNG stays below it. */
const LARGEST_ANSWER = 100 * 1024 * 1024;
const LONGEST_CAUSE = 400;

/**
 * Runs one call to a provider from its first request to its last byte, and turns whatever goes wrong into one closed
 * code. What decides is how far the call got: before anything was sent nothing can have been charged; after a refusal
 * in the provider's own form neither; after anything else it is in doubt, and once an answer said that an image was made
 * it is charged.
 */
export async function callProvider<Result>(
	access: ProviderAccess,
	context: Pick<ImageCallContext, 'signal'>,
	work: (call: ProviderCall) => Promise<Result>,
): Promise<Result> {
	const deadline = AbortSignal.timeout(access.timeoutSeconds * 1000);
	const call = new ProviderCall(access, AbortSignal.any([context.signal, deadline]));
	try {
		context.signal.throwIfAborted();
		return await work(call);
	} catch (error) {
		throw call.toLimnerError(error, { cancelled: context.signal.aborted, timedOut: deadline.aborted });
	}
}

export class ProviderCall {
	readonly signal: AbortSignal;
	private readonly access: ProviderAccess;
	private readonly transport: Transport = watchTransport();
	/** What is charged if the call ends now. */
	private charged: 'no' | 'yes' | 'unknown' = 'no';

	constructor(access: ProviderAccess, signal: AbortSignal) {
		this.access = access;
		this.signal = signal;
	}

	/** For an SDK: a fetch whose failures this call understands. Reports the key's limits of every answer. */
	readonly fetch: typeof globalThis.fetch = async (input, init) => {
		this.transport.answer = null;
		this.transport.failure = null;
		const response = await this.transport.fetch(input, { ...init, signal: init?.signal ?? this.signal });
		this.access.onLimits?.(readLimitHeaders(response.headers, new Date()));
		return response;
	};

	/** The request that costs money. Throws the refusal where the status is not 2xx. */
	async order(path: string, init: RequestOf): Promise<ProviderAnswer> {
		this.charged = 'unknown';
		const answer = await this.request(path, init);
		return answer;
	}

	/**
	 * For an SDK that sends the order itself: what is refused never reaches it, and what it cannot read of an answer that
	 * came whole was paid for.
	 */
	readonly orderThrough: typeof globalThis.fetch = async (input, init) => {
		this.charged = 'unknown';
		const response = await this.fetch(input, { ...init, redirect: 'error' });
		const answer = new ProviderAnswer(this, response, await readCapped(response));
		if (!response.ok) throw this.refusalOf(answer, 'no');
		this.charged = 'yes';
		const { status, headers } = response;
		return new Response(Buffer.from(answer.bytes), { status, headers });
	};

	/** A request that costs nothing, such as asking how far a task is. */
	async ask(path: string, init: RequestOf = {}): Promise<ProviderAnswer> {
		return this.request(path, init, this.charged);
	}

	/** A task is under way, or an image was made: what fails from here on may have been, or was, paid for. */
	mark(charged: 'yes' | 'unknown' | 'no'): void {
		this.charged = charged;
	}

	/** Fetches what the provider's answer points at; the address is somebody else's and is checked. */
	async download(url: string): Promise<Uint8Array> {
		return downloadImage(url, { signal: this.signal, trustedBaseUrl: this.access.baseUrl });
	}

	/** The provider answered 200 and said in it that it will not. */
	refuse(refusal: Refusal): LimnerError {
		return new LimnerError(refusal.code, this.details({ charged: 'no', ...refusal }));
	}

	/** An answer of success without a usable image. */
	unreadable(cause: string, costMicrodollars?: number | null): LimnerError {
		return new LimnerError('provider_answer_unreadable', {
			...this.details({ charged: 'yes', cause }),
			...(costMicrodollars == null ? {} : { amount: costMicrodollars }),
		});
	}

	toLimnerError(error: unknown, ended: { cancelled: boolean; timedOut: boolean }): unknown {
		if (error instanceof LimnerError) return error;
		const fail = (code: ErrorCode, details: Partial<Refusal> & { amount?: number }) =>
			new LimnerError(code, {
				...this.details({ code, cause: this.describe(error), charged: this.charged, ...details }),
				...(details.amount === undefined ? {} : { amount: details.amount }),
				origin: error,
			});
		if (ended.cancelled) return fail('cancelled', {});
		if (ended.timedOut) {
			const seconds = this.access.timeoutSeconds;
			return fail('provider_timeout', {
				cause: `no whole answer within ${seconds} seconds`,
				amount: seconds,
			});
		}
		if (!this.transport.begun) return error;
		if (this.transport.answer === null && wasNeverSent(this.transport.failure)) {
			return fail('provider_unavailable', { charged: this.charged === 'yes' ? 'yes' : 'no' });
		}
		if (this.charged === 'yes') return fail('provider_answer_unreadable', {});
		return fail('outcome_in_doubt', { charged: 'unknown' });
	}

	/** `chargedBefore`: what a refusal of this request leaves as it was, as with a question about a task. */
	private async request(
		path: string,
		{ method, json, form, headers, alsoRead }: RequestOf,
		chargedBefore: 'no' | 'yes' | 'unknown' = 'no',
	): Promise<ProviderAnswer> {
		const url = /^https?:/.test(path) ? path : `${this.access.baseUrl}${path}`;
		const body = json === undefined ? form : JSON.stringify(json);
		const response = await this.fetch(url, {
			method: method ?? (body === undefined ? 'GET' : 'POST'),
			headers: {
				...this.access.headers,
				...(json === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			redirect: 'error',
			...(body === undefined ? {} : { body }),
		});
		const bytes = await readCapped(response);
		const answer = new ProviderAnswer(this, response, bytes);
		if (!response.ok && !alsoRead?.includes(response.status)) throw this.refusalOf(answer, chargedBefore);
		return answer;
	}

	private refusalOf(answer: ProviderAnswer, chargedBefore: 'no' | 'yes' | 'unknown'): LimnerError {
		const refused = { status: answer.status, headers: answer.headers, body: answer.body };
		const refusal = this.access.readRefusal?.(refused) ?? refusalByStatus(refused);
		const pause = readLimitHeaders(answer.headers, new Date()).pauseMilliseconds;
		const cause =
			refusal.cause ?? (typeof refused.body === 'string' ? refused.body : JSON.stringify(refused.body));
		return new LimnerError(
			refusal.code,
			this.details({
				...(pause === null ? {} : { retryAfterSeconds: pause / 1000 }),
				...refusal,
				charged: refusal.charged ?? (refusal.code === 'outcome_in_doubt' ? 'unknown' : chargedBefore),
				cause: `${answer.status}: ${cause}`,
			}),
		);
	}

	private details(refusal: Partial<Refusal>): LimnerErrorDetails {
		const { charged, subject, retryAfterSeconds, cause } = refusal;
		return {
			charged,
			subject: subject ?? this.access.name,
			...(cause === undefined ? {} : { cause: this.withoutSecret(cause).slice(0, LONGEST_CAUSE) }),
			...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds, amount: Math.ceil(retryAfterSeconds) }),
		};
	}

	private describe(error: unknown): string {
		const failure = this.transport.answer === null ? (this.transport.failure ?? error) : error;
		const root = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
		const code = root instanceof Error && 'code' in root ? ` (${String(root.code)})` : '';
		return `${root instanceof Error ? root.message : String(root)}${code}`;
	}

	private withoutSecret(text: string): string {
		return this.access.secret === '' ? text : text.replaceAll(this.access.secret, '…');
	}
}

export interface RequestOf {
	method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
	json?: unknown;
	form?: FormData;
	headers?: Record<string, string>;
	/** Statuses that are answers to this request as much as 2xx, such as 404 for a task that is gone. */
	alsoRead?: readonly number[];
}

/** An answer, read to its end. */
export class ProviderAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly bytes: Uint8Array;
	private readonly call: ProviderCall;

	constructor(call: ProviderCall, response: Response, bytes: Uint8Array) {
		this.call = call;
		this.status = response.status;
		this.headers = response.headers;
		this.bytes = bytes;
	}

	/** Parsed where it is JSON, else the text. */
	get body(): unknown {
		const text = Buffer.from(this.bytes).toString('utf8');
		try {
			return JSON.parse(text) as unknown;
		} catch {
			return text;
		}
	}

	/** Checks only the fields that are used; what does not fit is `provider_answer_unreadable`. */
	read<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
		const parsed = schema.safeParse(this.body);
		if (parsed.success) return parsed.data;
		throw this.call.unreadable(
			`the answer is not in the documented form: ${parsed.error.issues[0]?.message}`,
		);
	}
}

/** For a refusal that the provider's own table does not know. */
export function refusalByStatus({ status, body }: Pick<RefusedAnswer, 'status' | 'body'>): Refusal {
	switch (status) {
		case 401:
			return { code: 'provider_key_wrong' };
		case 402:
			return { code: 'provider_quota' };
		case 404:
		case 410:
			return { code: 'model_unknown' };
		case 408:
			return { code: 'outcome_in_doubt' };
		case 429:
			return { code: 'provider_rate_limited' };
		case 503:
			// In the provider's own form it says that it was too busy to begin; a proxy's page says nothing.
			return { code: typeof body === 'object' ? 'provider_unavailable' : 'outcome_in_doubt' };
		default:
			return { code: status >= 500 || status < 400 ? 'outcome_in_doubt' : 'provider_rejected_request' };
	}
}

async function readCapped(response: Response): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body ?? []) {
		length += chunk.length;
		if (length > LARGEST_ANSWER) throw new Error(`the answer is longer than ${LARGEST_ANSWER} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
