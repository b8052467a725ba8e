import type { Logger } from 'pino';

export interface Repetition {
	/** Resolves when the round that runs has ended. */
	stop(): Promise<void>;
}

/** Runs something every so many milliseconds, never two rounds at once; a round that fails does not end it. */
export function repeat(what: string, every: number, log: Logger, round: () => Promise<unknown>): Repetition {
	let stopped = false;
	let running: Promise<void> = Promise.resolve();
	let timer: NodeJS.Timeout;
	const runRound = async () => {
		try {
			await round();
		} catch (error) {
			log.error({ error }, `${what} failed; it is tried again`);
		}
		if (!stopped) schedule();
	};
	const schedule = () => {
		timer = setTimeout(() => {
			running = runRound();
		}, every);
	};
	schedule();
	return {
		stop: async () => {
			stopped = true;
			clearTimeout(timer);
			await running;
		},
	};
}
