import type { Lane } from '../storage/tables.ts';

interface Waiting {
	lane: Lane;
	enter(): void;
}

const LANE_ORDER: readonly Lane[] = ['interactive', 'publish', 'backfill'];

/** Lets so many calls through at once for a provider's key, a click before a publication before the archive. */
export class ProviderGates {
	private readonly gates = new Map<string, Gate>();

	constructor(callsAtOnce: Record<string, number>) {
		for (const [provider, places] of Object.entries(callsAtOnce)) this.gates.set(provider, new Gate(places));
	}

	/** How many calls at once. */
	places(provider: string): number {
		return this.gate(provider).places;
	}

	/** Resolves with the function that gives the place back. Rejects when the signal aborts first. */
	enter(provider: string, lane: Lane, signal: AbortSignal): Promise<() => void> {
		return this.gate(provider).enter(lane, signal);
	}

	private gate(provider: string): Gate {
		const gate = this.gates.get(provider);
		if (!gate) throw new Error(`No number of calls at once is set for the provider ${provider}.`);
		return gate;
	}
}

class Gate {
	readonly places: number;
	private taken = 0;
	private takenByLater = 0;
	private waiting: Waiting[] = [];

	constructor(places: number) {
		this.places = places;
	}

	enter(lane: Lane, signal: AbortSignal): Promise<() => void> {
		return new Promise((resolve, reject) => {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}
			const giveUp = () => {
				this.waiting = this.waiting.filter((one) => one !== waiting);
				reject(signal.reason);
			};
			const waiting: Waiting = {
				lane,
				enter: () => {
					signal.removeEventListener('abort', giveUp);
					resolve(this.leaveOnce(lane));
				},
			};
			signal.addEventListener('abort', giveUp, { once: true });
			this.waiting.push(waiting);
			this.letIn();
		});
	}

	private letIn(): void {
		for (const lane of LANE_ORDER) {
			for (const waiting of this.waiting.filter((one) => one.lane === lane)) {
				if (!this.hasPlaceFor(lane)) break;
				this.waiting = this.waiting.filter((one) => one !== waiting);
				this.taken += 1;
				if (lane !== 'interactive') this.takenByLater += 1;
				waiting.enter();
			}
		}
	}

	/** One place in three stays free for a click; with two places or one there is none to spare. */
	private hasPlaceFor(lane: Lane): boolean {
		if (this.taken >= this.places) return false;
		return lane === 'interactive' || this.takenByLater < placesForLater(this.places);
	}

	private leaveOnce(lane: Lane): () => void {
		let left = false;
		return () => {
			if (left) return;
			left = true;
			this.taken -= 1;
			if (lane !== 'interactive') this.takenByLater -= 1;
			this.letIn();
		};
	}
}

/** Of so many places, how many publications and the archive may take together. */
export function placesForLater(places: number): number {
	return Math.max(1, places - Math.floor(places / 3));
}
