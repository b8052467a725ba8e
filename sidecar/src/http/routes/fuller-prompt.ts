import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { offerFullerPrompt } from '../../prompts/offer-fuller-prompt.ts';
import { defineRoute } from '../define-route.ts';
import { requireSlot } from '../require-slot.ts';

export const fullerPrompt = defineRoute(SIDECAR_ROUTES.fullerPrompt, async (call) => ({
	body: await offerFullerPrompt(call.engine, await requireSlot(call), call.body),
}));
