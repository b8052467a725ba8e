import { join } from 'node:path';
import { Kysely, sql, SqliteDialect } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { SettingError } from '../config/setting-error.ts';
import { migrations } from './migrations/index.ts';
import { NodeSqliteDatabase } from './node-sqlite-database.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Opens the ledger of a data folder and brings its tables up to date. */
export async function openDatabase(dataFolder: string): Promise<Database> {
	const database = new Kysely<Tables>({
		dialect: new SqliteDialect({ database: new NodeSqliteDatabase(join(dataFolder, 'ledger.sqlite')) }),
	});
	const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
	try {
		await refuseNewerLedger(database, dataFolder);
		const { error } = await migrator.migrateToLatest();
		if (error) throw error;
	} catch (error) {
		await database.destroy();
		throw error;
	}
	return database;
}

/** Tables that this version does not know were made by a newer one; what it would write there could be wrong. */
async function refuseNewerLedger(database: Database, dataFolder: string): Promise<void> {
	const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
	if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return;
	const { rows } = await sql<{
		name: string;
	}>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database);
	const unknown = rows.find(({ name }) => !Object.hasOwn(migrations, name));
	if (!unknown) return;
	throw new SettingError(
		'LIMNER_DATA_DIR',
		`the ledger in ${dataFolder} was written by another version of Limner (it has "${unknown.name}"). ` +
			'Install that version or a newer one, restore a backup made before it, or name another folder.',
	);
}
