import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { scheduleAttempt } from '../../jobs/schedule.ts';
import { acceptGeneration } from '../../planning/accept-generation.ts';
import { defineRoute } from '../define-route.ts';

export const startGeneration = defineRoute(
	SIDECAR_ROUTES.startGeneration,
	async ({ engine, caller, body }) => {
		const { generation, added } = await acceptGeneration(engine, caller().site.id, body);
		for (const attempt of added) await scheduleAttempt(engine, attempt);
		return { body: generation };
	},
);
