import closeWithGrace from 'close-with-grace';
import type { Command } from 'commander';
import { readConfig } from '../config/read-config.ts';
import { startSidecar } from '../start-sidecar.ts';

/** After this long what still runs is left to the ledger, in milliseconds. */
const CLOSING_DEADLINE = 20_000;

export function addServeCommand(program: Command): void {
	program
		.command('serve')
		.description('run the sidecar until it is stopped')
		.action(async () => {
			const sidecar = await startSidecar(readConfig());
			closeWithGrace({ delay: CLOSING_DEADLINE, logger: false }, async ({ err, signal }) => {
				if (err) sidecar.log.fatal({ error: err }, 'the sidecar stops because of an error');
				else sidecar.log.info({ signal }, 'stopping');
				await sidecar.stop();
			});
		});
}
