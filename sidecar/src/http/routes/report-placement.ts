import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { recordDeliveryError, recordPlacement } from '../../jobs/deliver.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { describeCandidate } from '../describe/describe-candidate.ts';
import { requireCandidateOfAttempt } from '../require-candidate.ts';

export const reportPlacement = defineRoute(SIDECAR_ROUTES.reportPlacement, async (call) => {
	const { engine, body } = call;
	const id = idParameter(call, 'attempt_id');
	const candidate = await requireCandidateOfAttempt(call, id);
	if (body.error) await recordDeliveryError(engine, candidate, body.error);
	if (body.result) await recordPlacement(engine, candidate, body.result);
	return { body: await describeCandidate(engine, await requireCandidateOfAttempt(call, id)) };
});
