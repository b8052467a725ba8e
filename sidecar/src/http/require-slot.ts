import { LimnerError } from '../errors/limner-error.ts';
import { findSlot } from '../storage/slots.ts';
import type { SlotRow } from '../storage/tables.ts';
import { idParameter, type RouteCall } from './define-route.ts';
import type { Route } from '@limner/shared/contracts/routes';

/** The slot that the path names; `not_found` also where it is another site's. */
export async function requireSlot(
	call: Pick<RouteCall<Route>, 'engine' | 'parameters' | 'caller'>,
): Promise<SlotRow> {
	const { engine, caller } = call;
	const slot = await findSlot(engine.database, caller().site.id, idParameter(call, 'slot_id'));
	if (!slot) throw new LimnerError('not_found', { subject: 'slot_id' });
	return slot;
}
