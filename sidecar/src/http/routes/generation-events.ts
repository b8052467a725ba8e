import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { createSession } from 'better-sse';
import { LimnerError } from '../../errors/limner-error.ts';
import { findAttempt } from '../../storage/attempts.ts';
import { describeGeneration, findGeneration, listGenerationAttempts } from '../../storage/generations.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { describeAttempt } from '../describe/describe-attempt.ts';

/** The stream is a view on the ledger: what is missed is read again from GET generations. */
const LOOK_EVERY = 500;

export const generationEvents = defineRoute(SIDECAR_ROUTES.generationEvents, async (call) => {
	const { engine } = call;
	const row = await findGeneration(
		engine.database,
		call.caller().site.id,
		idParameter(call, 'generation_id'),
	);
	if (!row) throw new LimnerError('not_found', { subject: 'generation_id' });
	const session = await createSession(call.request, call.response);
	const sent = new Map<string, string>();
	const sendChanged = (event: string, id: string, body: unknown) => {
		const text = JSON.stringify(body);
		if (sent.get(id) === text) return;
		sent.set(id, text);
		session.push(body, event);
	};
	while (session.isConnected) {
		for (const { attempt_id } of await listGenerationAttempts(engine.database, row.id)) {
			const attempt = await findAttempt(engine.database, attempt_id);
			if (attempt) sendChanged('attempt', attempt_id, await describeAttempt(engine, attempt));
		}
		const current = (await findGeneration(engine.database, row.site_id, row.id)) ?? row;
		const generation = await describeGeneration(engine.database, current);
		sendChanged('generation', row.id, generation);
		if (generation.state !== 'running') break;
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
	}
	call.response.end();
	return 'sent';
});
