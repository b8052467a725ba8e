import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { cancelAttempt } from '../../jobs/cancel-attempt.ts';
import { describeGeneration, findGeneration, listGenerationAttempts } from '../../storage/generations.ts';
import { defineRoute, idParameter } from '../define-route.ts';

export const cancelGeneration = defineRoute(SIDECAR_ROUTES.cancelGeneration, async (call) => {
	const { engine } = call;
	const row = await findGeneration(
		engine.database,
		call.caller().site.id,
		idParameter(call, 'generation_id'),
	);
	if (!row) throw new LimnerError('not_found', { subject: 'generation_id' });
	const attempts = await listGenerationAttempts(engine.database, row.id);
	let stopped = 0;
	for (const { attempt_id } of attempts) stopped += Number(await cancelAttempt(engine, attempt_id));
	const cancelled = stopped > 0 ? { ...row, cancelled_at: Date.now() } : row;
	await engine.database
		.updateTable('generations')
		.set({ cancelled_at: cancelled.cancelled_at })
		.where('id', '=', row.id)
		.execute();
	return { body: await describeGeneration(engine.database, cancelled) };
});
