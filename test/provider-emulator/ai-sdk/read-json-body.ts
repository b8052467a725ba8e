import type { Exchange } from '../exchange.ts';

/** Records the body of a request; null where it is no JSON object. */
export function readJsonBody(exchange: Exchange): Record<string, unknown> | null {
	try {
		const body: unknown = JSON.parse(exchange.bytes.toString('utf8'));
		if (typeof body !== 'object' || body === null) return null;
		exchange.recorded.body = { ...body };
		return exchange.recorded.body;
	} catch {
		return null;
	}
}
