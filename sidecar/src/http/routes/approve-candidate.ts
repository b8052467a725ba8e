import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { settleUpload } from '../../jobs/deliver.ts';
import { schedulePlacement, scheduleUpload } from '../../jobs/schedule.ts';
import { changeCandidate } from '../../storage/candidates.ts';
import { addPlacement } from '../../storage/placements.ts';
import { defineRoute } from '../define-route.ts';
import { describeCandidate } from '../describe/describe-candidate.ts';
import { requireCandidate } from '../require-candidate.ts';

/** Approving twice is approving once; an image that is in the library already is placed, if that is what is wanted. */
export const approveCandidate = defineRoute(SIDECAR_ROUTES.approveCandidate, async (call) => {
	const { engine, body } = call;
	const candidate = await requireCandidate(call);
	if (candidate.state === 'uploaded' || candidate.state === 'placed') {
		if (body.place === 'server' && candidate.state === 'uploaded') {
			await changeCandidate(engine.database, candidate.id, { place: 'server', error_json: null });
			await schedulePlacement(engine, await addPlacement(engine.database, candidate));
		}
	} else {
		const placement = await engine.database.transaction().execute(async (transaction) => {
			await changeCandidate(transaction, candidate.id, {
				state: 'approved',
				approved_by_id: body.person.id,
				approved_by_name: body.person.name,
				place: body.place,
				error_json: null,
				tries: 0,
				not_before: 0,
				idle_since: Date.now(),
			});
			// Its files may be there: the upload ended this very moment, or went on while it was rejected.
			return settleUpload(transaction, candidate.id);
		});
		if (placement) await schedulePlacement(engine, placement);
		await scheduleUpload(engine, { id: candidate.id, not_before: 0 });
		await engine.queue.hurry('upload', candidate.id);
	}
	return { body: await describeCandidate(engine, await requireCandidate(call)) };
});
