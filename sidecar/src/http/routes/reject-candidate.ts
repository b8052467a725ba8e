import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import type { Database } from '../../storage/database.ts';
import { defineRoute } from '../define-route.ts';
import { describeCandidate } from '../describe/describe-candidate.ts';
import { requireCandidate } from '../require-candidate.ts';

export const rejectCandidate = defineRoute(SIDECAR_ROUTES.rejectCandidate, async (call) => {
	const { engine } = call;
	const candidate = await requireCandidate(call);
	if (!(await rejectUnlessUploaded(engine.database, candidate.id))) {
		throw new LimnerError('candidate_not_ready', {
			cause: 'it is in the media library already',
			subject: 'uploaded',
		});
	}
	return { body: await describeCandidate(engine, await requireCandidate(call)) };
});

/** In one statement, as the last file may be stored at this very moment. */
async function rejectUnlessUploaded(database: Database, candidateId: string): Promise<boolean> {
	const { numUpdatedRows } = await database
		.updateTable('candidates')
		.set({ state: 'rejected', error_json: null, idle_since: Date.now() })
		.where('id', '=', candidateId)
		.where('state', 'not in', ['uploaded', 'placed'])
		.executeTakeFirstOrThrow();
	return numUpdatedRows === 1n;
}
