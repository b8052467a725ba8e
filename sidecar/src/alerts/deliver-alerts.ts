import type { Alert } from '@limner/shared/contracts/alert';
import type { Logger } from 'pino';
import type { Database } from '../storage/database.ts';
import type { AlertDeliveryRow } from '../storage/tables.ts';

export type Channel = AlertDeliveryRow['channel'];
/** How an alert leaves, by channel; fails where it was not taken. */
export type Senders = Partial<Record<Channel, (alert: Alert) => Promise<void>>>;

const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 30 * 60 * 1000;
/** Later than this an alert is no news. */
const GIVEN_UP_AFTER = 24 * 60 * 60 * 1000;
/** In one round, so that a stop never waits for long. */
const MOST_AT_ONCE = 5;

/** Sends what waits, in its order; one channel that fails does not hold up the other. */
export async function deliverAlerts(
	database: Database,
	senders: Senders,
	log: Logger,
	now = Date.now,
): Promise<void> {
	await Promise.all(
		Object.entries(senders).map(([channel, send]) =>
			deliverOver(database, channel as Channel, send, log, now),
		),
	);
}

async function deliverOver(
	database: Database,
	channel: Channel,
	send: (alert: Alert) => Promise<void>,
	log: Logger,
	now: () => number,
): Promise<void> {
	const waiting = await database
		.selectFrom('alert_deliveries')
		.selectAll()
		.where('channel', '=', channel)
		.orderBy('created_at')
		.limit(MOST_AT_ONCE)
		.execute();
	for (const delivery of waiting) {
		if (delivery.not_before > now()) return;
		const alert = JSON.parse(delivery.alert_json) as Alert;
		try {
			await send(alert);
		} catch (error) {
			await putOff(database, delivery, now());
			log.warn({ error, channel, alert: alert.title, tries: delivery.tries + 1 }, 'an alert was not taken');
			return;
		}
		await forget(database, delivery);
		log.info({ channel, alert: alert.title }, 'an alert was sent');
	}
}

async function putOff(database: Database, delivery: AlertDeliveryRow, now: number): Promise<void> {
	if (now - delivery.created_at > GIVEN_UP_AFTER) return forget(database, delivery);
	const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(delivery.tries, 20));
	await database
		.updateTable('alert_deliveries')
		.set({ tries: delivery.tries + 1, not_before: now + pause })
		.where('id', '=', delivery.id)
		.execute();
}

async function forget(database: Database, { id }: AlertDeliveryRow): Promise<void> {
	await database.deleteFrom('alert_deliveries').where('id', '=', id).execute();
}
