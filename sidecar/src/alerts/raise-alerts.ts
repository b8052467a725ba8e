import { randomUUID } from 'node:crypto';
import type { Alert, AlertKind } from '@limner/shared/contracts/alert';
import type { Database } from '../storage/database.ts';
import type { AlertCauseRow, AlertDeliveryRow } from '../storage/tables.ts';
import type { Cause, Look } from './cause.ts';
import { describeAlert, type AlertFacts } from './describe-alert.ts';

/** Between two alerts of one cause, in milliseconds. */
const AT_MOST_EVERY = 60 * 60 * 1000;

/** What says that a cause is over; that a limit is no longer nearly reached is no news. */
const BACK: Partial<Record<AlertKind, AlertKind>> = {
	provider_failing: 'provider_back',
	budget_reached: 'budget_back',
};

type Channel = AlertDeliveryRow['channel'];

/** Compares what is with what was told, and writes down what there is to tell. Answers how many alerts that is. */
export async function raiseAlerts(
	database: Database,
	channels: readonly Channel[],
	look: Look,
	now: number,
): Promise<number> {
	return database.transaction().execute(async (transaction) => {
		const told = await transaction.selectFrom('alert_causes').selectAll().execute();
		let raised = 0;
		for (const cause of look.causes) {
			const before = told.find((row) => row.cause === cause.key);
			if (!isDue(cause, before, now)) continue;
			await rememberCause(transaction, cause, now);
			await enqueueAlert(transaction, channels, cause.kind, cause.facts, now);
			raised += 1;
		}
		const present = new Set(look.causes.map(({ key }) => key));
		for (const open of told.filter(({ is_open, cause }) => is_open === 1 && !present.has(cause))) {
			const facts = look.endOf(open);
			if (!facts) continue;
			await closeCause(transaction, open);
			const back = BACK[open.kind];
			if (back === undefined) continue;
			await enqueueAlert(transaction, channels, back, facts, now);
			raised += 1;
		}
		return raised;
	});
}

/** What goes on is told again after an hour only where there was a new sign of it since. */
function isDue({ lastSignAt }: Cause, before: AlertCauseRow | undefined, now: number): boolean {
	if (!before) return true;
	if (now - before.raised_at < AT_MOST_EVERY) return false;
	return before.is_open === 0 || (lastSignAt !== null && lastSignAt > before.raised_at);
}

async function rememberCause(transaction: Database, cause: Cause, now: number): Promise<void> {
	const row = { kind: cause.kind, facts_json: JSON.stringify(cause.facts), is_open: 1, raised_at: now };
	await transaction
		.insertInto('alert_causes')
		.values({ cause: cause.key, ...row })
		.onConflict((conflict) => conflict.column('cause').doUpdateSet(row))
		.execute();
}

async function closeCause(transaction: Database, { cause }: AlertCauseRow): Promise<void> {
	await transaction.updateTable('alert_causes').set({ is_open: 0 }).where('cause', '=', cause).execute();
}

async function enqueueAlert(
	transaction: Database,
	channels: readonly Channel[],
	kind: AlertKind,
	facts: AlertFacts,
	now: number,
): Promise<void> {
	const alert: Alert = {
		alert_id: randomUUID(),
		kind,
		raised_at: Math.floor(now / 1000),
		...describeAlert(kind, facts),
		provider: facts.provider,
		budget: facts.budget,
	};
	const alert_json = JSON.stringify(alert);
	for (const channel of channels) {
		const id = `${alert.alert_id} ${channel}`;
		const row: AlertDeliveryRow = { id, channel, alert_json, tries: 0, not_before: now, created_at: now };
		await transaction.insertInto('alert_deliveries').values(row).execute();
	}
}
