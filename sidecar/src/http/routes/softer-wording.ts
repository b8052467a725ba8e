import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { offerSofterWording } from '../../prompts/offer-softer-wording.ts';
import { defineRoute } from '../define-route.ts';
import { requireSlot } from '../require-slot.ts';

export const softerWording = defineRoute(SIDECAR_ROUTES.softerWording, async (call) => ({
	body: await offerSofterWording(call.engine, await requireSlot(call), call.body),
}));
