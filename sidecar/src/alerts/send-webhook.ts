import { createHmac } from 'node:crypto';
import type { Alert } from '@limner/shared/contracts/alert';
import { Agent, fetch } from 'undici';
import type { WebhookSettings } from '../config/read-alert-settings.ts';
import { publicLookup, type Resolver } from '../network/public-addresses.ts';

const ANSWER_WITHIN = 10_000;

/** Fails unless the receiver takes it. Redirects are not followed: the address is the one that was checked. */
export async function sendWebhook(alert: Alert, settings: WebhookSettings, lookup?: Resolver): Promise<void> {
	const body = JSON.stringify(alert);
	const guarded = { connect: { lookup: publicLookup((cause) => new Error(cause), lookup) } };
	const agent = new Agent(settings.mayBePrivate ? {} : guarded);
	try {
		const response = await fetch(settings.url, {
			method: 'POST',
			body,
			headers: {
				'content-type': 'application/json',
				...signatureHeaders(alert.alert_id, body, settings.secret),
			},
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_WITHIN),
			dispatcher: agent,
		});
		await response.body?.cancel();
		if (!response.ok) throw new Error(`the receiver answers ${response.status}`);
	} finally {
		await agent.destroy();
	}
}

/** Standard Webhooks 1.0, symmetric. */
function signatureHeaders(id: string, body: string, secret: Buffer): Record<string, string> {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
