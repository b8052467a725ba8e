import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { takeInput } from '../../planning/take-input.ts';
import { defineRoute } from '../define-route.ts';

export const putInput = defineRoute(SIDECAR_ROUTES.putInput, async ({ engine, caller, body }) => ({
	body: await takeInput(engine, caller().site.id, body),
	status: 201,
}));
