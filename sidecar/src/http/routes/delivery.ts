import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { renditionNameSchema } from '@limner/shared/contracts/post-images';
import { LimnerError } from '../../errors/limner-error.ts';
import { wholeUploadBody } from '../../jobs/upload.ts';
import { loadDelivery } from '../../storage/load-delivery.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { requireCandidateOfAttempt } from '../require-candidate.ts';

export const delivery = defineRoute(SIDECAR_ROUTES.delivery, async (call) => {
	const candidate = await requireCandidateOfAttempt(call, idParameter(call, 'attempt_id'));
	const name = renditionNameSchema.safeParse(call.parameters['rendition']);
	const facts = await loadDelivery(call.engine.database, candidate.id);
	if (!name.success || !facts) throw new LimnerError('not_found', { subject: 'rendition' });
	if (candidate.state !== 'approved' || candidate.render_pending)
		throw new LimnerError('candidate_not_ready', { subject: candidate.state });
	call.response
		.type('application/octet-stream')
		.set('Cache-Control', 'no-store')
		.send(await wholeUploadBody(call.engine, facts, name.data));
	return 'sent';
});
