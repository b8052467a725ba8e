import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { describeChoice } from '../../planning/describe-choice.ts';
import { defineRoute } from '../define-route.ts';

export const choice = defineRoute(SIDECAR_ROUTES.choice, ({ engine, body }) =>
	Promise.resolve({ body: describeChoice(engine.providers, body.policy, new Date()) }),
);
