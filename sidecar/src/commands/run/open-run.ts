import { join } from 'node:path';
import { readConfig, type Config } from '../../config/read-config.ts';
import type { Engine } from '../../engine.ts';
import { CommandError } from '../../errors/command-error.ts';
import { createLogger } from '../../logging/create-logger.ts';
import { openLedger, type Ledger } from '../../open-engine.ts';
import { endAbandonedAttempts } from '../../storage/revive-attempts.ts';
import { COMMAND_LINE_SITE, useCommandLineSite } from '../illustrate/command-line-site.ts';

/** What shells expect of a program that was interrupted. */
export const INTERRUPTED = 130;

export interface Run {
	ledger: Ledger;
	/** Aborted by the first Ctrl-C; the second one ends the program at once. */
	signal: AbortSignal;
	/** Opens the queue for as long as `work` takes. */
	withEngine<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result>;
}

/** Has the command line's data folder to itself while `work` runs; answers what `work` answers. */
export async function openRun<Result>(
	dataFolder: string | undefined,
	work: (run: Run) => Promise<Result>,
): Promise<Result> {
	const base = readConfig();
	const config = { ...base, dataFolder: dataFolder ?? join(base.dataFolder, 'command-line') };
	const interruption = listenForInterruption();
	const open = await usable(config, openLedger(config, createLogger('silent')));
	try {
		const { ledger } = open;
		await useCommandLineSite(ledger.database, config.dataFolder);
		await endAbandonedAttempts(ledger.database, COMMAND_LINE_SITE);
		return await work({
			ledger,
			signal: interruption.signal,
			withEngine: async (use) => {
				const { engine, close } = await usable(config, open.openQueue());
				try {
					return await use(engine);
				} finally {
					await close();
				}
			},
		});
	} finally {
		await open.close();
		interruption.stop();
	}
}

/** What the system says of the data folder, in words for people. */
async function usable<Opened>(config: Config, opening: Promise<Opened>): Promise<Opened> {
	try {
		return await opening;
	} catch (error) {
		if (error instanceof Error && 'syscall' in error) {
			throw new CommandError('data_folder_unusable', config.dataFolder, error.message);
		}
		throw error;
	}
}

function listenForInterruption(): { signal: AbortSignal; stop(): void } {
	const controller = new AbortController();
	const interrupt = () => {
		if (controller.signal.aborted) process.exit(INTERRUPTED);
		controller.abort();
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	return {
		signal: controller.signal,
		stop: () => {
			process.off('SIGINT', interrupt);
			process.off('SIGTERM', interrupt);
		},
	};
}
