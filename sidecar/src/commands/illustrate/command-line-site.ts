import { createHash } from 'node:crypto';
import type { Database } from '../../storage/database.ts';
import { CommandError } from '../../errors/command-error.ts';

/** Stands for this machine where the ledger asks for a site. */
export const COMMAND_LINE_SITE = '00000000-0000-4000-8000-000000000001';

/** The ledger's rows belong to a site. Fails where the ledger is that of a sidecar: its jobs are not ours to run. */
export async function useCommandLineSite(database: Database, dataFolder: string): Promise<void> {
	const other = await database
		.selectFrom('sites')
		.select('id')
		.where('id', '!=', COMMAND_LINE_SITE)
		.executeTakeFirst();
	if (other) throw new CommandError('data_folder_of_a_sidecar', dataFolder);
	await database
		.insertInto('sites')
		.values({
			id: COMMAND_LINE_SITE,
			home_url: 'http://localhost/',
			rest_url: 'http://localhost/',
			name: 'Command line',
			environment: 'local',
			// Nothing is ever sent to it.
			state: 'disconnected',
			delivery: 'pull',
			checking: 0,
			checked_at: null,
			error_json: null,
			handshake_json: null,
			created_at: Date.now(),
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
}

/** The number by which the ledger knows an article: the same file is the same post. */
export function postIdOf(path: string): number {
	return createHash('sha256').update(path).digest().readUIntBE(0, 6) + 1;
}

/** An id that is the same whenever it is made of the same things. */
export function idOf(things: unknown): string {
	const hash = createHash('sha256').update(JSON.stringify(things)).digest('hex');
	const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`8${hash.slice(13, 16)}`,
		`${variant}${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join('-');
}
