import { z } from 'zod';

/** Of AsyncResponse: what an order answers. `cost` is in credits. */
export const submittedSchema = z.object({
	id: z.string(),
	polling_url: z.string(),
	cost: z.number().nullish(),
});

/** Of ResultResponse. States that are not known here are on the way to an image. */
export const resultSchema = z.object({
	status: z.string(),
	result: z.object({ sample: z.string().nullish(), seed: z.number().nullish() }).nullish().catch(null),
	progress: z.number().nullish(),
	details: z.unknown().optional(),
});

export const creditsSchema = z.object({ credits: z.number() });

/** docs.bfl.ai/quick_start/pricing: a credit is a US cent. */
const MICRODOLLARS_A_CREDIT = 10_000;

export function creditsToMicrodollars(credits: number): number {
	return Math.round(credits * MICRODOLLARS_A_CREDIT);
}

/** A task as it is kept between runs: where it is asked for, and what it costs, which only the order says. */
export interface BflTask {
	pollingUrl: string;
	credits: number | null;
}

/** The cost goes along as the fragment of the address, which is never sent. */
export function writeRemoteId({ pollingUrl, credits }: BflTask): string {
	return credits === null ? pollingUrl : `${pollingUrl}#credits=${credits}`;
}

export function readRemoteId(remoteId: string): BflTask {
	const [pollingUrl = '', credits] = remoteId.split('#credits=');
	return { pollingUrl, credits: credits === undefined ? null : Number(credits) };
}

/**
 * The address that the order named, as the global endpoint hands a task to a region that alone knows it; the key goes
 * along, so it has to be at the base URL's own origin, or over https at the same domain (`api.eu2.bfl.ai` for
 * `api.bfl.ai`). Anything else is asked for at the base URL.
 */
export function pollingUrlOf(submitted: z.output<typeof submittedSchema>, baseUrl: string): string {
	return isOwnAddress(submitted.polling_url, baseUrl)
		? submitted.polling_url
		: `${baseUrl}/v1/get_result?id=${encodeURIComponent(submitted.id)}`;
}

export function isOwnAddress(address: string, baseUrl: string): boolean {
	const base = new URL(baseUrl);
	const url = URL.parse(address);
	if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
	if (url.origin === base.origin) return true;
	const [, ...domain] = base.hostname.split('.');
	const isDomain = domain.length >= 2 && /[a-z]/.test(domain.at(-1) ?? '');
	return (
		isDomain &&
		base.protocol === 'https:' &&
		url.protocol === 'https:' &&
		url.port === '' &&
		url.hostname.endsWith(`.${domain.join('.')}`)
	);
}
