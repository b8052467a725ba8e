import type { Migration } from 'kysely/migration';
import { up as makeFirstTables } from './0001-first-tables.ts';
import { up as addAlerts } from './0002-alerts.ts';

/** By name in the order in which they run; one that was released is never changed. */
export const migrations: Record<string, Migration> = {
	'0001-first-tables': { up: makeFirstTables },
	'0002-alerts': { up: addAlerts },
};
