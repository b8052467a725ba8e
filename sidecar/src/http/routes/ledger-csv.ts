import { once } from 'node:events';
import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { ledgerQuerySchema } from '@limner/shared/contracts/usage';
import { rangeOfSite } from '../../usage/describe-usage.ts';
import { eachOfLedger } from '../../usage/list-ledger.ts';
import { LEDGER_CSV_HEAD, ledgerCsvLine } from '../../usage/write-csv.ts';
import { defineRoute } from '../define-route.ts';

/** Sent page by page, as fast as it is taken. */
export const ledgerCsv = defineRoute(
	SIDECAR_ROUTES.ledgerCsv,
	async ({ engine, caller, request, response }) => {
		const asked = ledgerQuerySchema.omit({ after: true }).parse(request.query);
		const range = await rangeOfSite(engine.database, caller().site.id, asked);
		response
			.type('text/csv; charset=utf-8')
			.set('Content-Disposition', `attachment; filename="limner-${range.from}-${range.to}.csv"`)
			.set('Cache-Control', 'no-store');
		response.write(LEDGER_CSV_HEAD);
		for await (const rows of eachOfLedger(engine.database, range)) {
			if (response.destroyed) break;
			if (!response.write(rows.map(ledgerCsvLine).join(''))) {
				await Promise.race([once(response, 'drain'), once(response, 'close')]);
			}
		}
		response.end();
		return 'sent';
	},
);
