import type { LimitReport } from './call-pacer.ts';

/**
 * What the headers of an answer say about limits. A pause comes in three forms, the most exact first: `retry-after-ms`,
 * `retry-after` in seconds, `retry-after` as an HTTP date. Where there is none, `x-ratelimit-remaining-…: 0` with its
 * reset time means the same.
 */
export function readLimitHeaders(headers: Headers, now: Date): LimitReport {
	const requests = readAllowance(headers, 'requests');
	const tokens = readAllowance(headers, 'tokens');
	const spent = [requests, tokens].filter((allowance) => allowance.remaining === 0);
	const resets = spent.map((allowance) => allowance.resetMilliseconds ?? 0);
	return {
		pauseMilliseconds: readRetryAfter(headers, now) ?? (resets.length > 0 ? Math.max(...resets) : null),
		remaining: requests.remaining,
		resetMilliseconds: requests.resetMilliseconds,
	};
}

function readRetryAfter(headers: Headers, now: Date): number | null {
	const milliseconds = readNumber(headers.get('retry-after-ms'));
	if (milliseconds !== null) return milliseconds;
	const value = headers.get('retry-after');
	if (value === null) return null;
	const seconds = readNumber(value);
	if (seconds !== null) return seconds * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function readAllowance(headers: Headers, kind: 'requests' | 'tokens') {
	return {
		remaining: readNumber(headers.get(`x-ratelimit-remaining-${kind}`)),
		resetMilliseconds: readDuration(headers.get(`x-ratelimit-reset-${kind}`)),
	};
}

function readNumber(value: string | null): number | null {
	return value !== null && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

const UNIT_MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As OpenAI writes it: `1s`, `6m0s`, `240ms`, `1h2m3.5s`. */
function readDuration(value: string | null): number | null {
	const parts = [...(value ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
	if (parts.length === 0) return null;
	return parts.reduce((sum, [, amount, unit]) => {
		const factor =
			unit !== undefined && unit in UNIT_MILLISECONDS
				? UNIT_MILLISECONDS[unit as keyof typeof UNIT_MILLISECONDS]
				: 0;
		return sum + Number(amount) * factor;
	}, 0);
}
