/** How far one request got, which the SDK's errors alone do not tell. */
export interface Transport {
	/** Hand this to the SDK in place of the global fetch. */
	fetch: typeof globalThis.fetch;
	/** False as long as nothing left this machine. */
	begun: boolean;
	/** Status and headers once they came, whatever becomes of the body. */
	answer: { status: number; headers: Headers } | null;
	/** Why there was no answer. */
	failure: unknown;
}

export function watchTransport(): Transport {
	const transport: Transport = {
		begun: false,
		answer: null,
		failure: null,
		async fetch(input, init) {
			transport.begun = true;
			try {
				const response = await globalThis.fetch(input, init);
				transport.answer = { status: response.status, headers: response.headers };
				return response;
			} catch (error) {
				transport.failure = error;
				throw error;
			}
		},
	};
	return transport;
}

/** Failures of the way to the server; with any of them the request itself was never sent. */
const NOT_SENT: readonly string[] = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'ERR_TLS_CERT_ALTNAME_INVALID',
];

/** Node and undici put the system's code somewhere in the chain of causes. Anything unknown counts as sent. */
export function wasNeverSent(failure: unknown): boolean {
	for (let error = failure; error instanceof Error; error = error.cause) {
		if ('code' in error && NOT_SENT.includes(String(error.code))) return true;
		if ('syscall' in error && error.syscall === 'connect') return true;
	}
	return false;
}
