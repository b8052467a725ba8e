import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { cancelAttempt as cancel } from '../../jobs/cancel-attempt.ts';
import { findAttempt } from '../../storage/attempts.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { describeAttempt } from '../describe/describe-attempt.ts';

export const cancelAttempt = defineRoute(SIDECAR_ROUTES.cancelAttempt, async (call) => {
	const { engine } = call;
	const id = idParameter(call, 'attempt_id');
	const attempt = await findAttempt(engine.database, id);
	if (attempt?.site_id !== call.caller().site.id)
		throw new LimnerError('not_found', { subject: 'attempt_id' });
	await cancel(engine, id);
	return { body: await describeAttempt(engine, (await findAttempt(engine.database, id)) ?? attempt) };
});
