import type { AlertSettings } from '../config/read-alert-settings.ts';
import type { Engine } from '../engine.ts';
import { deliverAlerts, type Channel, type Senders } from './deliver-alerts.ts';
import { lookAtBudgets } from './look-at-budgets.ts';
import { lookAtProviders } from './look-at-providers.ts';
import { raiseAlerts } from './raise-alerts.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

/** Tells operators, by the ways that are set, what they want to know. No job waits for it. */
export async function alertOperators({ config, database, providers, log }: Engine): Promise<void> {
	const senders = sendersOf(config.alerts);
	const channels = Object.keys(senders) as Channel[];
	for (const look of [lookAtProviders(providers.values()), await lookAtBudgets(database)]) {
		await raiseAlerts(database, channels, look, Date.now());
	}
	await deliverAlerts(database, senders, log);
}

export function hasAlerts({ webhook, mail }: AlertSettings): boolean {
	return webhook !== null || mail !== null;
}

function sendersOf({ webhook, mail }: AlertSettings): Senders {
	return {
		...(webhook ? { webhook: (alert) => sendWebhook(alert, webhook) } : {}),
		...(mail ? { mail: (alert) => sendMail(alert, mail) } : {}),
	};
}
