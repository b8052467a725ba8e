import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { changeSlotWording } from '../../storage/slots.ts';
import { defineRoute } from '../define-route.ts';
import { describeSlot } from '../describe/describe-post-images.ts';
import { requireSlot } from '../require-slot.ts';

export const changeSlot = defineRoute(SIDECAR_ROUTES.changeSlot, async (call) => {
	const { engine, body } = call;
	const slot = await requireSlot(call);
	await changeSlotWording(engine.database, slot.id, body.prompt, body.alt);
	return { body: await describeSlot(engine, { ...slot, ...body, edited: 1 }) };
});
