import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../config/read-config.ts';
import { CommandError } from '../../errors/command-error.ts';
import { LimnerError } from '../../errors/limner-error.ts';
import { openDatabase, type Database } from '../../storage/database.ts';
import { COMMAND_LINE_SITE } from '../illustrate/command-line-site.ts';
import { openRun } from '../run/open-run.ts';

export interface LibraryPlace {
	/** The home address of a site; not set: the command line's own library. */
	site?: string;
	data?: string;
}

/** Opens a library for as long as `use` takes; that of a site also beside its running sidecar. */
export async function openLibrary<Result>(
	{ site, data }: LibraryPlace,
	use: (database: Database, siteId: string) => Promise<Result>,
): Promise<Result> {
	if (site === undefined) return openRun(data, ({ ledger }) => use(ledger.database, COMMAND_LINE_SITE));
	const folder = data ?? readConfig().dataFolder;
	if (!existsSync(join(folder, 'ledger.sqlite'))) throw new CommandError('ledger_missing', folder);
	const database = await openDatabase(folder);
	try {
		return await use(database, await findSiteByAddress(database, site));
	} finally {
		await database.destroy();
	}
}

/** The newest connection of that address that is one still, as every pairing is a new site. */
async function findSiteByAddress(database: Database, address: string): Promise<string> {
	const sites = await database
		.selectFrom('sites')
		.select(['id', 'home_url'])
		.where('state', '!=', 'disconnected')
		.orderBy('created_at', 'desc')
		.execute();
	const wanted = address.replace(/\/+$/, '');
	const site = sites.find(({ home_url }) => home_url.replace(/\/+$/, '') === wanted);
	if (site) return site.id;
	const known = [...new Set(sites.map(({ home_url }) => home_url))].join(', ');
	throw new LimnerError('not_found', {
		subject: address,
		cause: known === '' ? 'No site is connected.' : `Connected are ${known}.`,
	});
}
