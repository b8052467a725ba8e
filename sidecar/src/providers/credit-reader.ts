import type { ErrorCode } from '@limner/shared/contracts/error-code';
import { LimnerError } from '../errors/limner-error.ts';
import type { ImageProvider } from './image-provider.ts';

export interface CreditReport {
	/** Integer micro-dollars; null where it cannot be read. */
	microdollars: number | null;
	/** Why reading failed. */
	error: ErrorCode | null;
}

const REMEMBERED_MILLISECONDS = 60_000;
/** A page that lists providers does not wait longer for one of them. */
const PATIENCE_MILLISECONDS = 5_000;

/** Reads what is left with providers, once a minute at most and once for all who ask at the same time. */
export class CreditReader {
	private readonly reports = new Map<string, { report: Promise<CreditReport>; until: number }>();
	private readonly now: () => number;

	/** `now` in milliseconds, as of Date.now(). */
	constructor(now: () => number = Date.now) {
		this.now = now;
	}

	async read(provider: ImageProvider | null): Promise<CreditReport> {
		if (!provider?.readCredit) return { microdollars: null, error: null };
		const known = this.reports.get(provider.name);
		if (known && known.until > this.now()) return known.report;
		const report = ask(provider.readCredit.bind(provider));
		this.reports.set(provider.name, { report, until: this.now() + REMEMBERED_MILLISECONDS });
		return report;
	}
}

/** A failure is an answer as well: it is remembered, and hides nothing else that is known about the provider. */
async function ask(readCredit: (signal: AbortSignal) => Promise<number>): Promise<CreditReport> {
	const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
	try {
		return { microdollars: Math.round(await readCredit(signal)), error: null };
	} catch (error) {
		if (signal.aborted) return { microdollars: null, error: 'provider_timeout' };
		if (error instanceof LimnerError) return { microdollars: null, error: error.code };
		throw error;
	}
}
