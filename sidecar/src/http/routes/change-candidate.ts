import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { changeCandidate as change } from '../../storage/candidates.ts';
import { defineRoute } from '../define-route.ts';
import { describeCandidate } from '../describe/describe-candidate.ts';
import { requireCandidate } from '../require-candidate.ts';

export const changeCandidate = defineRoute(SIDECAR_ROUTES.changeCandidate, async (call) => {
	const { engine, body } = call;
	const candidate = await requireCandidate(call);
	if (candidate.state !== 'ready' && candidate.state !== 'rejected') {
		throw new LimnerError('candidate_not_ready', {
			cause: 'its files are on their way into the media library, or there already',
			subject: candidate.state,
		});
	}
	await change(engine.database, candidate.id, {
		...(body.alt === undefined ? {} : { alt: body.alt }),
		...(body.focal_point
			? { focal_x: body.focal_point.x, focal_y: body.focal_point.y, focal_by_person: 1, render_pending: 1 }
			: {}),
	});
	if (body.focal_point) await engine.queue.enqueue('render', candidate.attempt_id);
	return { body: await describeCandidate(engine, await requireCandidate(call)) };
});
