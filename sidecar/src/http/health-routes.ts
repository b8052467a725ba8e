import type { Express } from 'express';
import type { Engine } from '../engine.ts';

/** `/healthz`: the process answers. `/readyz`: the ledger does too. */
export function addHealthRoutes(app: Express, engine: Engine): void {
	app.get('/healthz', (_request, response) => {
		response.json({ status: 'ok' });
	});
	app.get('/readyz', async (_request, response) => {
		await engine.database.selectFrom('sites').select('id').limit(1).execute();
		response.json({ status: 'ready' });
	});
}
