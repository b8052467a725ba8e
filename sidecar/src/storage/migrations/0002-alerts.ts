import type { Kysely } from 'kysely';

export async function up(database: Kysely<unknown>): Promise<void> {
	await database.schema
		.createTable('alert_causes')
		.addColumn('cause', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('facts_json', 'text', (column) => column.notNull())
		.addColumn('is_open', 'bigint', (column) => column.notNull())
		.addColumn('raised_at', 'bigint', (column) => column.notNull())
		.execute();
	await database.schema
		.createTable('alert_deliveries')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('channel', 'text', (column) => column.notNull())
		.addColumn('alert_json', 'text', (column) => column.notNull())
		.addColumn('tries', 'bigint', (column) => column.notNull())
		.addColumn('not_before', 'bigint', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.execute();
}
