import type { Generation } from '@limner/shared/contracts/generation';
import type { Policy } from '@limner/shared/contracts/policy';
import { RUNNING_STATES } from './attempts.ts';
import type { Database } from './database.ts';
import type { GenerationRow } from './tables.ts';

/** Undefined also where it is another site's. */
export async function findGeneration(
	database: Database,
	siteId: string,
	generationId: string,
): Promise<GenerationRow | undefined> {
	return database
		.selectFrom('generations')
		.selectAll()
		.where('id', '=', generationId)
		.where('site_id', '=', siteId)
		.executeTakeFirst();
}

export async function listGenerationAttempts(database: Database, generationId: string) {
	return database
		.selectFrom('generation_slots')
		.innerJoin('attempts', 'attempts.id', 'generation_slots.attempt_id')
		.select([
			'generation_slots.slot_id',
			'generation_slots.attempt_id',
			'generation_slots.joined',
			'attempts.state',
		])
		.where('generation_slots.generation_id', '=', generationId)
		.orderBy('attempts.accepted_at')
		.execute();
}

/** A site's settings as they came with its newest generation. */
export async function newestPolicy(database: Database, siteId: string): Promise<Policy | undefined> {
	const newest = await database
		.selectFrom('generations')
		.select('policy_json')
		.where('site_id', '=', siteId)
		.orderBy('created_at', 'desc')
		.executeTakeFirst();
	return newest && (JSON.parse(newest.policy_json) as Policy);
}

/** "5 made, 1 failed": one image's failure says nothing about the others. */
export async function describeGeneration(database: Database, generation: GenerationRow): Promise<Generation> {
	const attempts = await listGenerationAttempts(database, generation.id);
	const running = attempts.some(({ state }) => RUNNING_STATES.includes(state));
	const made = attempts.filter(({ state }) => state === 'rendered').length;
	return {
		id: generation.id,
		post_id: generation.post_id,
		state: running ? 'running' : generation.cancelled_at === null ? 'finished' : 'cancelled',
		made,
		failed: attempts.filter(({ state }) => state !== 'rendered' && !RUNNING_STATES.includes(state)).length,
		attempts: attempts.map(({ slot_id, attempt_id, joined }) => ({
			slot_id,
			attempt_id,
			joined: joined === 1,
		})),
	};
}
