import { errorInfoSchema } from '@limner/shared/contracts/error-code';
import { Agent, request as send } from 'undici';
import { z } from 'zod';
import { LimnerError } from '../errors/limner-error.ts';
import { classifyWordPressError } from './classify-wordpress-error.ts';
import { signRequest, type SigningKey, type SigningSite } from './sign-request.ts';

export interface ReachableSite extends SigningSite {
	/** Where `limner/v1` answers, with trailing slash. */
	rest_url: string;
}

export interface WordPressRequest<T> {
	method: 'GET' | 'POST' | 'PUT';
	/** Below `/limner/v1/`, without a leading slash. */
	path: string;
	body?: Uint8Array;
	contentType?: string;
	answer: z.ZodType<T>;
	/** For the whole answer; 30 s by default, an upload gets more. */
	timeoutSeconds?: number;
	signal?: AbortSignal;
}

/** The content of a large post, and then some. */
const LARGEST_ANSWER = 24 * 1024 * 1024;
const DEFAULT_TIMEOUT_SECONDS = 30;

/** Speaks to the plugins of sites. Redirects are not followed: a signature belongs to one address. */
export class WordPressClient {
	private readonly agent = new Agent({ connect: { timeout: 10_000 }, connections: 8 });

	async call<T>(site: ReachableSite, key: SigningKey, request: WordPressRequest<T>): Promise<T> {
		const body = request.body ?? Buffer.alloc(0);
		const signature = signRequest(site, key, {
			method: request.method,
			path: `/limner/v1/${request.path}`,
			body,
		});
		const { status, headers, text } = await this.send(site, request, body, signature);
		const parsed = parseJson(text);
		if (status >= 200 && status < 300) {
			const answer = request.answer.safeParse(parsed);
			if (answer.success) return answer.data;
			throw new LimnerError('site_refused', {
				cause: `${request.path}: the answer is not the plugin's (${answer.error.issues[0]?.message ?? ''})`,
				subject: site.home_url,
			});
		}
		throw readError(site, status, headers['retry-after'], parsed);
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private async send<T>(
		site: ReachableSite,
		request: WordPressRequest<T>,
		body: Uint8Array,
		signature: Record<string, string>,
	) {
		const timeout = AbortSignal.timeout((request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000);
		const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
		try {
			const response = await send(site.rest_url + request.path, {
				method: request.method,
				dispatcher: this.agent,
				headers: {
					...signature,
					accept: 'application/json',
					...(request.body ? { 'content-type': request.contentType ?? 'application/json' } : {}),
				},
				...(request.body ? { body: Buffer.from(body) } : {}),
				signal,
			});
			const text = await readText(response.body);
			return { status: response.statusCode, headers: response.headers, text };
		} catch (error) {
			if (error instanceof LimnerError) throw error;
			if (request.signal?.aborted) throw new LimnerError('cancelled', { origin: error });
			throw new LimnerError('site_unreachable', {
				cause: timeout.aborted ? 'no answer in time' : describe(error),
				subject: site.home_url,
				origin: error,
			});
		}
	}
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of body) {
		length += chunk.length;
		if (length > LARGEST_ANSWER) throw new LimnerError('site_refused', { cause: 'the answer is too large' });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// A fatal error's page, a maintenance page, a login form: read as "no JSON" by the caller.
		return undefined;
	}
}

const wordPressErrorSchema = z.object({
	code: z.string(),
	message: z.string().nullish(),
	data: z.looseObject({ error: errorInfoSchema.nullish() }).nullish(),
});

function readError(
	site: ReachableSite,
	status: number,
	retryAfter: string | string[] | undefined,
	parsed: unknown,
): LimnerError {
	const retryAfterSeconds = readRetryAfter(retryAfter);
	const failure = wordPressErrorSchema.safeParse(parsed);
	const info = failure.success ? failure.data.data?.error : undefined;
	if (info) {
		return new LimnerError(info.code, {
			cause: info.cause,
			retryable: info.retryable,
			charged: info.charged,
			subject: info.subject,
			...(info.amount === null ? {} : { amount: info.amount }),
			...retryAfterSeconds,
		});
	}
	const code = failure.success ? failure.data.code : '';
	return new LimnerError(classifyWordPressError(status, code), {
		// Never the text itself: whoever connects a site chooses the address, and would read what answers there.
		cause: `WordPress answered ${status} ${code || 'with something that is not from WordPress'}`,
		subject: site.home_url,
		...retryAfterSeconds,
	});
}

/** A maintenance page asks for ten minutes and is over in one. */
const LONGEST_RETRY_AFTER = 60;

function readRetryAfter(header: string | string[] | undefined): { retryAfterSeconds?: number } {
	const seconds = Number(Array.isArray(header) ? header[0] : header);
	return Number.isFinite(seconds) && seconds > 0
		? { retryAfterSeconds: Math.min(seconds, LONGEST_RETRY_AFTER) }
		: {};
}

function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error ? String(error.code) : '';
	return code ? `${code}: ${error.message}` : error.message;
}
