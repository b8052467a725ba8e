import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { renditionNameSchema } from '@limner/shared/contracts/post-images';
import { LimnerError } from '../../errors/limner-error.ts';
import { recordDeliveryError, recordUpload } from '../../jobs/deliver.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { describeCandidate } from '../describe/describe-candidate.ts';
import { requireCandidateOfAttempt } from '../require-candidate.ts';

export const reportDelivery = defineRoute(SIDECAR_ROUTES.reportDelivery, async (call) => {
	const { engine, body } = call;
	const id = idParameter(call, 'attempt_id');
	const candidate = await requireCandidateOfAttempt(call, id);
	const name = renditionNameSchema.safeParse(call.parameters['rendition']);
	if (!name.success) throw new LimnerError('not_found', { subject: 'rendition' });
	if (body.error) await recordDeliveryError(engine, candidate, body.error);
	if (body.result && candidate.state === 'approved')
		await recordUpload(engine, candidate, name.data, body.result);
	return { body: await describeCandidate(engine, await requireCandidateOfAttempt(call, id)) };
});
