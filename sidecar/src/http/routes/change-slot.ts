import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { LimnerError } from '../../errors/limner-error.ts';
import { changeSlotWording, findSlot } from '../../storage/slots.ts';
import { defineRoute, idParameter } from '../define-route.ts';
import { describeSlot } from '../describe/describe-post-images.ts';

export const changeSlot = defineRoute(SIDECAR_ROUTES.changeSlot, async (call) => {
	const { engine, body } = call;
	const slot = await findSlot(engine.database, call.caller().site.id, idParameter(call, 'slot_id'));
	if (!slot) throw new LimnerError('not_found', { subject: 'slot_id' });
	await changeSlotWording(engine.database, slot.id, body.prompt, body.alt);
	return { body: await describeSlot(engine, { ...slot, ...body, edited: 1 }) };
});
