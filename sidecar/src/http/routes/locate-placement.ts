import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { goOnAfterPlacing } from '../../jobs/place.ts';
import { loadDelivery } from '../../storage/load-delivery.ts';
import { findPlacement } from '../../storage/placements.ts';
import { listSlots } from '../../storage/slots.ts';
import { locatePlacement as locate } from '../../wordpress/locate-placement.ts';
import { defineRoute } from '../define-route.ts';
import { requireCandidateOfAttempt } from '../require-candidate.ts';

export const locatePlacement = defineRoute(SIDECAR_ROUTES.locatePlacement, async (call) => {
	const { engine, body } = call;
	const candidate = await requireCandidateOfAttempt(call, body.attempt_id);
	const facts = await loadDelivery(engine.database, candidate.id);
	if (!facts || body.current.post.id !== candidate.post_id) {
		throw new LimnerError('not_found', { subject: 'attempt_id' });
	}
	const slots = await listSlots(engine.database, candidate.site_id, candidate.post_id);
	try {
		return { body: locate(body.attempt_id, facts.slot, slots, body.current) };
	} catch (error) {
		const placement = await findPlacement(engine.database, body.attempt_id);
		if (placement && error instanceof LimnerError) await goOnAfterPlacing(engine, facts, placement, error);
		throw error;
	}
});
