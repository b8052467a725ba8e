import type { Database } from './database.ts';

/** Notes that a site put these bytes in; they may be stored for another site as well. */
export async function addInput(database: Database, siteId: string, sha256: string): Promise<void> {
	await database
		.insertInto('inputs')
		.values({ site_id: siteId, sha256, created_at: Date.now() })
		.onConflict((conflict) => conflict.columns(['site_id', 'sha256']).doNothing())
		.execute();
}

export async function hasInputs(database: Database, siteId: string, inputs: string[]): Promise<boolean> {
	const wanted = new Set(inputs);
	if (wanted.size === 0) return true;
	const { count } = await database
		.selectFrom('inputs')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('site_id', '=', siteId)
		.where('sha256', 'in', [...wanted])
		.executeTakeFirstOrThrow();
	return Number(count) === wanted.size;
}
