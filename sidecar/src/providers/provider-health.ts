import type { ErrorCode } from '@limner/shared/contracts/error-code';

/** Failures that say something about the provider, its key or its account; the others are about one request. */
const TELLING: readonly ErrorCode[] = [
	'provider_unavailable',
	'provider_timeout',
	'provider_quota',
	'provider_key_wrong',
	'organisation_unverified',
	'outcome_in_doubt',
	'provider_answer_unreadable',
];

const FAILURES_UNTIL_DOWN = 3;
/** After it, a provider that was down is tried again. */
const DOWN_MILLISECONDS = 5 * 60 * 1000;

export interface HealthReport {
	/** `down`: it failed several times in a row, a moment ago. */
	state: 'untried' | 'working' | 'failing' | 'down';
	failuresInARow: number;
	lastError: ErrorCode | null;
	/** Milliseconds since 1970; null where it was never asked. */
	lastAt: number | null;
}

/** What this process saw of a provider. One answer forgets all failures before it. */
export class ProviderHealth {
	private failuresInARow = 0;
	private lastError: ErrorCode | null = null;
	private lastAt: number | null = null;
	private readonly now: () => number;

	/** `now` in milliseconds, as of Date.now(). */
	constructor(now: () => number = Date.now) {
		this.now = now;
	}

	succeeded(): void {
		this.failuresInARow = 0;
		this.lastError = null;
		this.lastAt = this.now();
	}

	failed(code: ErrorCode): void {
		if (!TELLING.includes(code)) return;
		this.failuresInARow += 1;
		this.lastError = code;
		this.lastAt = this.now();
	}

	report(): HealthReport {
		const { failuresInARow, lastError, lastAt } = this;
		const isRecent = lastAt !== null && this.now() - lastAt < DOWN_MILLISECONDS;
		const isDown = failuresInARow >= FAILURES_UNTIL_DOWN && isRecent;
		const state =
			lastAt === null ? 'untried' : failuresInARow === 0 ? 'working' : isDown ? 'down' : 'failing';
		return { state, failuresInARow, lastError, lastAt };
	}
}
