import type { Migration } from 'kysely/migration';
import { up as makeFirstTables } from './0001-first-tables.ts';

/** By name in the order in which they run; one that was released is never changed. */
export const migrations: Record<string, Migration> = {
	'0001-first-tables': { up: makeFirstTables },
};
