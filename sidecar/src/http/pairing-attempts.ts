import { LimnerError } from '../errors/limner-error.ts';

const WINDOW = 10 * 60 * 1000;
const FAILURES_PER_ADDRESS = 10;
/** Over all addresses: a code has 59 bits, so this is far from guessing one. */
const FAILURES_IN_ALL = 200;

/** Slows down whoever guesses pairing codes. */
export class PairingAttempts {
	private failures: { address: string; at: number }[] = [];

	requireRoom(address: string): void {
		const now = Date.now();
		this.failures = this.failures.filter(({ at }) => now - at < WINDOW);
		const own = this.failures.filter((failure) => failure.address === address);
		if (own.length < FAILURES_PER_ADDRESS && this.failures.length < FAILURES_IN_ALL) return;
		const oldest = (own.length >= FAILURES_PER_ADDRESS ? own : this.failures)[0]?.at ?? now;
		const seconds = Math.ceil((oldest + WINDOW - now) / 1000);
		throw new LimnerError('too_many_requests', {
			cause: 'too many wrong pairing codes',
			subject: 'pairing',
			amount: seconds,
			retryAfterSeconds: seconds,
		});
	}

	countFailure(address: string): void {
		this.failures.push({ address, at: Date.now() });
	}
}
