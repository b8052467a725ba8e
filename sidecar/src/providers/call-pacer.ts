/** What a provider said about its own limit, in an answer's status and headers. */
export interface LimitReport {
	/** Nothing may be started for this long; null where nothing was said. */
	pauseMilliseconds: number | null;
	/** How many requests may still be started until `resetMilliseconds` from now; null where nothing was said. */
	remaining: number | null;
	resetMilliseconds: number | null;
}

/**
 * Keeps calls within what a provider says about one of its keys, so that one refusal holds back all the others instead of
 * each fetching its own. How many run at once is decided elsewhere. The one below knows the calls of this process;
 * several processes need one that they share, behind the same interface.
 */
export interface CallPacer {
	/** Counts one call and answers 0, or answers the milliseconds after which it is worth asking again. */
	begin(): number;
	report(report: LimitReport): void;
}

/** No provider's pause is believed beyond this: a wrong header must not stop a site for a day. */
const LONGEST_PAUSE_MILLISECONDS = 10 * 60 * 1000;

export class MemoryCallPacer implements CallPacer {
	private pausedUntil = 0;
	/** Set by the provider's headers; null while it says nothing. */
	private allowance: { left: number; until: number } | null = null;
	private readonly now: () => number;

	/** `now` in milliseconds, as of Date.now(). */
	constructor(now: () => number = Date.now) {
		this.now = now;
	}

	begin(): number {
		const pause = this.pause();
		if (pause === 0 && this.allowance) this.allowance.left -= 1;
		return pause;
	}

	report({ pauseMilliseconds, remaining, resetMilliseconds }: LimitReport): void {
		if (pauseMilliseconds !== null)
			this.pausedUntil = Math.max(this.pausedUntil, this.after(pauseMilliseconds));
		if (remaining !== null && resetMilliseconds !== null) {
			this.allowance = { left: remaining, until: this.after(resetMilliseconds) };
		}
	}

	private pause(): number {
		const now = this.now();
		if (this.allowance !== null && this.allowance.until <= now) this.allowance = null;
		const spent = this.allowance !== null && this.allowance.left <= 0 ? this.allowance.until - now : 0;
		return Math.max(0, this.pausedUntil - now, spent);
	}

	private after(milliseconds: number): number {
		return this.now() + Math.min(milliseconds, LONGEST_PAUSE_MILLISECONDS);
	}
}
