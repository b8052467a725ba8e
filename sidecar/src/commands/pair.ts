import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../config/read-config.ts';
import { openDatabase } from '../storage/database.ts';
import { makePairingCode, PAIRING_CODE_LIFETIME } from '../storage/pairing-codes.ts';

/** Works beside a running sidecar: both write the same ledger. */
export function addPairCommand(program: Command): void {
	program
		.command('pair')
		.description('print a one-time code that connects a WordPress site')
		.action(async () => {
			const config = readConfig();
			mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
			const database = await openDatabase(config.dataFolder);
			try {
				console.log(await makePairingCode(database));
				console.error(
					`Enter it in WordPress under Settings → Limner within ${PAIRING_CODE_LIFETIME / 60_000} minutes.`,
				);
			} finally {
				await database.destroy();
			}
		});
}
