import { Agent, fetch } from 'undici';
import { LimnerError } from '../errors/limner-error.ts';
import { isPrivateLiteral, publicLookup, type Resolver } from '../network/public-addresses.ts';

export interface DownloadOptions {
	signal: AbortSignal;
	/** The provider's own address, as the operator set it: what lies there is fetched whatever its address is. */
	trustedBaseUrl: string;
	/** Bytes; beyond it the download ends. */
	largestBytes?: number;
	/** In place of the system's resolver. */
	lookup?: Resolver;
}

const LARGEST_DOWNLOAD = 100 * 1024 * 1024;
const LONGEST_CHAIN_OF_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Fetches what a provider's answer points at. The address comes from somebody else, so only https on its own port is
 * followed, to public addresses only: a literal address is checked as it stands, a name is resolved once and the
 * connection made to what was checked, and every redirect goes through the same gate. Fails with
 * `provider_answer_unreadable`, charged: the image was made, and cannot be fetched.
 */
export async function downloadImage(url: string, options: DownloadOptions): Promise<Uint8Array> {
	let address = new URL(url, options.trustedBaseUrl);
	for (let hop = 0; hop <= LONGEST_CHAIN_OF_REDIRECTS; hop++) {
		const isTrusted = address.origin === new URL(options.trustedBaseUrl).origin;
		if (!isTrusted) requirePublic(address);
		const agent = isTrusted
			? new Agent()
			: new Agent({ connect: { lookup: publicLookup(unusable, options.lookup) } });
		try {
			const response = await fetch(address, {
				redirect: 'manual',
				signal: options.signal,
				dispatcher: agent,
				headers: { accept: 'image/*, model/gltf-binary, video/mp4, */*;q=0.1' },
			});
			const location = response.headers.get('location');
			if (REDIRECTS.includes(response.status) && location !== null) {
				await response.body?.cancel();
				address = new URL(location, address);
				continue;
			}
			if (!response.ok) throw unusable(`${describe(address)} answers ${response.status}`);
			return await readCapped(response.body, options.largestBytes ?? LARGEST_DOWNLOAD, address);
		} catch (error) {
			throw options.signal.aborted || error instanceof LimnerError ? error : unusable(reasonOf(error), error);
		} finally {
			await agent.destroy();
		}
	}
	throw unusable(
		`${describe(new URL(url, options.trustedBaseUrl))} redirects more than ${LONGEST_CHAIN_OF_REDIRECTS} times`,
	);
}

function requirePublic(url: URL): void {
	if (url.protocol !== 'https:') throw unusable(`${describe(url)} is not https`);
	if (url.port !== '') throw unusable(`${describe(url)} is on a port of its own`);
	if (url.username !== '' || url.password !== '') throw unusable(`${describe(url)} carries a password`);
	// A literal address never reaches the lookup.
	if (isPrivateLiteral(url)) throw unusable(`${describe(url)} is an address of a private network`);
}

async function readCapped(
	body: AsyncIterable<Uint8Array> | null,
	largest: number,
	url: URL,
): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of body ?? []) {
		length += chunk.length;
		if (length > largest) throw unusable(`${describe(url)} is longer than ${largest} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** Without the query: it may hold a signature that lets anybody fetch the image. */
function describe(url: URL): string {
	return `${url.origin}${url.pathname}`.slice(0, 200);
}

function reasonOf(error: unknown): string {
	for (let reason = error; reason instanceof Error; reason = reason.cause) {
		if (reason instanceof LimnerError || reason.cause === undefined) return reason.message;
	}
	return String(error);
}

function unusable(cause: string, origin?: unknown): LimnerError {
	return new LimnerError('provider_answer_unreadable', {
		charged: 'yes',
		cause: `the image cannot be fetched: ${cause}`,
		origin,
	});
}
