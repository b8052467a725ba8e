import type { Alert } from '@limner/shared/contracts/alert';
import { createTransport } from 'nodemailer';
import type { AlertMailSettings } from '../config/read-alert-settings.ts';

/** For each step of the conversation, in milliseconds. */
const ANSWER_WITHIN = 10_000;

/** One mail to all; fails unless the server takes it for each of them. */
export async function sendMail(alert: Alert, settings: AlertMailSettings): Promise<void> {
	const transport = createTransport({
		url: settings.smtpUrl,
		connectionTimeout: ANSWER_WITHIN,
		greetingTimeout: ANSWER_WITHIN,
		socketTimeout: ANSWER_WITHIN,
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	try {
		const { rejected } = await transport.sendMail({
			from: { name: 'Limner', address: settings.from },
			to: settings.to,
			subject: alert.title,
			text: `${alert.text}\n`,
			messageId: `<${alert.alert_id}@limner>`,
			headers: { 'Auto-Submitted': 'auto-generated' },
		});
		if (rejected.length > 0) throw new Error(`${rejected.length} of the addresses were refused`);
	} finally {
		transport.close();
	}
}
