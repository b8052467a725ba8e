import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';

/** How many of a model's newest times an estimate is learnt from. */
const REMEMBERED = 25;

export async function rememberModelTime(
	database: Database,
	time: { provider: string; model: string; quality: string; milliseconds: number },
): Promise<void> {
	await database
		.insertInto('model_times')
		.values({
			id: randomUUID(),
			...time,
			milliseconds: Math.round(time.milliseconds),
			measured_at: Date.now(),
		})
		.execute();
}

/** Milliseconds, newest first. */
export async function recentModelTimes(
	database: Database,
	provider: string,
	model: string,
	quality: string,
): Promise<number[]> {
	const rows = await database
		.selectFrom('model_times')
		.select('milliseconds')
		.where('provider', '=', provider)
		.where('model', '=', model)
		.where('quality', '=', quality)
		.orderBy('measured_at', 'desc')
		.limit(REMEMBERED)
		.execute();
	return rows.map(({ milliseconds }) => milliseconds);
}

export async function forgetOldModelTimes(database: Database, before: number): Promise<void> {
	await database.deleteFrom('model_times').where('measured_at', '<', before).execute();
}
