import { hostname } from 'node:os';
import { z } from 'zod';
import { isPrivateLiteral } from '../network/public-addresses.ts';
import { SettingError } from './setting-error.ts';

export interface WebhookSettings {
	url: string;
	/** What alerts are signed with. */
	secret: Buffer;
	/** Whether its address may belong to a private network. */
	mayBePrivate: boolean;
}

export interface AlertMailSettings {
	to: string[];
	from: string;
	/** With user and password, where the server wants them. */
	smtpUrl: string;
}

/** Where alerts go; null is nowhere. */
export interface AlertSettings {
	webhook: WebhookSettings | null;
	mail: AlertMailSettings | null;
}

/** How Standard Webhooks write a secret: this and base64. */
const SECRET_PREFIX = 'whsec_';
const SHORTEST_SECRET = 16;
const mailAddress = z.string().regex(/^[^\s@<>,]+@[^\s@<>,]+$/);

const settingsSchema = z.object({
	LIMNER_ALERT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
	LIMNER_ALERT_SECRET: z.string().trim().min(SHORTEST_SECRET).optional(),
	LIMNER_ALERT_ALLOW_PRIVATE: z.literal('yes').optional(),
	LIMNER_ALERT_MAIL_TO: z
		.string()
		.transform((addresses) => addresses.split(',').map((address) => address.trim()))
		.pipe(z.array(mailAddress).min(1).max(20))
		.optional(),
	LIMNER_ALERT_MAIL_FROM: mailAddress.default(`limner@${hostname()}`),
	LIMNER_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
});
type Settings = z.infer<typeof settingsSchema>;

const ADVICE: Record<string, string> = {
	LIMNER_ALERT_WEBHOOK: 'give an address that begins with https://.',
	LIMNER_ALERT_SECRET: `give at least ${SHORTEST_SECRET} characters.`,
	LIMNER_ALERT_ALLOW_PRIVATE: 'give yes, or leave it out.',
	LIMNER_ALERT_MAIL_TO: 'give up to 20 addresses with commas between them, such as ada@example.com.',
	LIMNER_ALERT_MAIL_FROM: 'give an address such as limner@example.com.',
	LIMNER_SMTP_URL: 'give the mail server as smtp://user:password@mail.example.com:587, or smtps:// for TLS.',
};

/** Throws a `SettingError` for the first value that cannot be used. */
export function readAlertSettings(environment: Record<string, string | undefined>): AlertSettings {
	const parsed = settingsSchema.safeParse(environment);
	if (!parsed.success) {
		const setting = String(parsed.error.issues[0]?.path[0]);
		throw new SettingError(setting, ADVICE[setting] ?? 'this value cannot be used.');
	}
	return { webhook: readWebhook(parsed.data), mail: readMail(parsed.data) };
}

function readWebhook(settings: Settings): WebhookSettings | null {
	if (settings.LIMNER_ALERT_WEBHOOK === undefined) return null;
	if (settings.LIMNER_ALERT_SECRET === undefined) {
		throw new SettingError(
			'LIMNER_ALERT_SECRET',
			`LIMNER_ALERT_WEBHOOK is set; give the secret that alerts are signed with, of at least ${SHORTEST_SECRET} characters.`,
		);
	}
	const url = new URL(settings.LIMNER_ALERT_WEBHOOK);
	const mayBePrivate = settings.LIMNER_ALERT_ALLOW_PRIVATE === 'yes';
	if (!mayBePrivate && (url.protocol !== 'https:' || isPrivateLiteral(url))) {
		throw new SettingError(
			'LIMNER_ALERT_WEBHOOK',
			'this is not https, or an address of a private network. Give a public https:// address, or set LIMNER_ALERT_ALLOW_PRIVATE=yes.',
		);
	}
	return { url: url.href, secret: readSecret(settings.LIMNER_ALERT_SECRET), mayBePrivate };
}

function readSecret(text: string): Buffer {
	return text.startsWith(SECRET_PREFIX)
		? Buffer.from(text.slice(SECRET_PREFIX.length), 'base64')
		: Buffer.from(text, 'utf8');
}

function readMail(settings: Settings): AlertMailSettings | null {
	const { LIMNER_ALERT_MAIL_TO: to, LIMNER_ALERT_MAIL_FROM: from, LIMNER_SMTP_URL: smtpUrl } = settings;
	if (to === undefined) return null;
	if (smtpUrl === undefined) {
		throw new SettingError('LIMNER_SMTP_URL', `LIMNER_ALERT_MAIL_TO is set; ${ADVICE['LIMNER_SMTP_URL']}`);
	}
	return { to, from, smtpUrl };
}
