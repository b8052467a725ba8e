import { lookup as lookupOfSystem, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export type Resolver = (
	hostname: string,
	done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

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

/** Whether a host is written as an address of a private network. */
export function isPrivateLiteral(url: URL): boolean {
	const literal = url.hostname.replace(/^\[|\]$/g, '');
	return isIP(literal) !== 0 && !isPublicAddress(literal);
}

/**
 * Resolves once, and hands over only addresses that were checked: the connection goes to these very ones. `refuse` makes
 * the error that the connection then fails with.
 */
export function publicLookup(
	refuse: (cause: string) => Error,
	resolve: Resolver = resolveWithSystem,
): LookupFunction {
	return (hostname, options, done) => {
		resolve(hostname, (error, addresses) => {
			if (error) return done(error, []);
			const refused = addresses.find(({ address }) => !isPublicAddress(address));
			const [first] = addresses;
			if (refused || !first) {
				const reason = refused ? `leads to ${refused.address}, a private network` : 'has no address';
				return done(refuse(`${hostname} ${reason}`), []);
			}
			if (options.all) return done(null, addresses);
			return done(null, first.address, first.family);
		});
	};
}

const resolveWithSystem: Resolver = (hostname, done) => {
	lookupOfSystem(hostname, { all: true }, done);
};
