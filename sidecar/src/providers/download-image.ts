import { lookup as lookupOfSystem, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import { LimnerError } from '../errors/limner-error.ts';

export interface DownloadOptions {
	signal: AbortSignal;
	/** The provider's own address, as the operator set it: what lies there is fetched whatever its address is. */
	trustedBaseUrl: string;
	/** Bytes; beyond it the download ends. */
	largestBytes?: number;
	/** In place of the system's resolver. */
	lookup?: Resolver;
}

type Resolver = (hostname: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

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
		const agent = isTrusted ? new Agent() : new Agent({ connect: { lookup: publicLookup(options.lookup) } });
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

/** Networks that are nobody's public server: RFC 6890 and its kin. */
const PRIVATE_NETWORKS: readonly [string, number, 'ipv4' | 'ipv6'][] = [
	['0.0.0.0', 8, 'ipv4'],
	['10.0.0.0', 8, 'ipv4'],
	['100.64.0.0', 10, 'ipv4'],
	['127.0.0.0', 8, 'ipv4'],
	['169.254.0.0', 16, 'ipv4'],
	['172.16.0.0', 12, 'ipv4'],
	['192.0.0.0', 24, 'ipv4'],
	['192.0.2.0', 24, 'ipv4'],
	['192.88.99.0', 24, 'ipv4'],
	['192.168.0.0', 16, 'ipv4'],
	['198.18.0.0', 15, 'ipv4'],
	['198.51.100.0', 24, 'ipv4'],
	['203.0.113.0', 24, 'ipv4'],
	['224.0.0.0', 3, 'ipv4'],
	['::', 96, 'ipv6'],
	['64:ff9b::', 96, 'ipv6'],
	['64:ff9b:1::', 48, 'ipv6'],
	['100::', 64, 'ipv6'],
	['2001::', 23, 'ipv6'],
	['2001:db8::', 32, 'ipv6'],
	['2002::', 16, 'ipv6'],
	['fc00::', 7, 'ipv6'],
	['fe80::', 10, 'ipv6'],
	['fec0::', 10, 'ipv6'],
	['ff00::', 8, 'ipv6'],
];

const blocked = new BlockList();
for (const [network, prefix, family] of PRIVATE_NETWORKS) blocked.addSubnet(network, prefix, family);

/** BlockList finds an IPv4 address also where it is written inside an IPv6 one (::ffff:…). */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address);
	return family !== 0 && !blocked.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function requirePublic(url: URL): void {
	if (url.protocol !== 'https:') throw unusable(`${describe(url)} is not https`);
	if (url.port !== '') throw unusable(`${describe(url)} is on a port of its own`);
	if (url.username !== '' || url.password !== '') throw unusable(`${describe(url)} carries a password`);
	const literal = url.hostname.replace(/^\[|\]$/g, '');
	// A literal address never reaches the lookup below.
	if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
		throw unusable(`${describe(url)} is an address of a private network`);
	}
}

/** Resolves once, and hands over only addresses that were checked: the connection goes to these very ones. */
function publicLookup(resolve: Resolver = resolveWithSystem): LookupFunction {
	return (hostname, options, done) => {
		resolve(hostname, (error, addresses) => {
			if (error) return done(error, []);
			const refused = addresses.find(({ address }) => !isPublicAddress(address));
			const [first] = addresses;
			if (refused || !first) {
				const reason = refused ? `leads to ${refused.address}, a private network` : 'has no address';
				return done(unusable(`${hostname} ${reason}`), []);
			}
			if (options.all) return done(null, addresses);
			return done(null, first.address, first.family);
		});
	};
}

const resolveWithSystem: Resolver = (hostname, done) => {
	lookupOfSystem(hostname, { all: true }, done);
};

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
