import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { describeGeneration, findGeneration } from '../../storage/generations.ts';
import { defineRoute, idParameter } from '../define-route.ts';

export const generation = defineRoute(SIDECAR_ROUTES.generation, async (call) => {
	const { database } = call.engine;
	const row = await findGeneration(database, call.caller().site.id, idParameter(call, 'generation_id'));
	if (!row) throw new LimnerError('not_found', { subject: 'generation_id' });
	return { body: await describeGeneration(database, row) };
});
