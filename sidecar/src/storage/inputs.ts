import type { Database } from './database.ts';

/** Notes that a site put these bytes in, or did so again; they may be stored for another site as well. */
export async function addInput(database: Database, siteId: string, sha256: string): Promise<void> {
	await database
		.insertInto('inputs')
		.values({ site_id: siteId, sha256, created_at: Date.now() })
		.onConflict((conflict) => conflict.columns(['site_id', 'sha256']).doUpdateSet({ created_at: Date.now() }))
		.execute();
}

export async function hasInputs(
	database: Database,
	siteId: string,
	inputs: readonly string[],
): Promise<boolean> {
	return (await listHeldInputs(database, siteId, inputs)).length === inputs.length;
}

/** Those of them that this site put in and that are not forgotten, in the same order. */
export async function listHeldInputs(
	database: Database,
	siteId: string,
	inputs: readonly string[],
): Promise<string[]> {
	if (inputs.length === 0) return [];
	const rows = await database
		.selectFrom('inputs')
		.select('sha256')
		.where('site_id', '=', siteId)
		.where('sha256', 'in', inputs)
		.execute();
	const held = new Set(rows.map(({ sha256 }) => sha256));
	return inputs.filter((input) => held.has(input));
}
