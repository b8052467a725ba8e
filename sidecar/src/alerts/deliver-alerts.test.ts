import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '@limner/shared/contracts/alert';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../../../test/alert-receivers/start-mail-server.ts';
import {
	startWebhookReceiver,
	type WebhookReceiver,
} from '../../../test/alert-receivers/start-webhook-receiver.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { deliverAlerts, type Senders } from './deliver-alerts.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

const SECRET = Buffer.from('a secret of the webhook');
const MINUTE = 60_000;

let receiver: WebhookReceiver;
let mailServer: MailServer;
let database: Database;

beforeEach(async () => {
	receiver = await startWebhookReceiver(SECRET);
	mailServer = await startMailServer();
	database = await openDatabase(mkdtempSync(join(tmpdir(), 'limner-alerts-')));
});
afterEach(async () => {
	await database.destroy();
	await mailServer.stop();
	await receiver.stop();
});

const anAlert = (title: string): Alert => ({
	alert_id: randomUUID(),
	kind: 'provider_failing',
	raised_at: 1_795_000_000,
	title,
	text: 'It failed three times.\nLook at its key.',
	provider: { name: 'fal', error_code: 'provider_quota' },
	budget: null,
});

const byWebhook = (alert: Alert, changes = {}) =>
	sendWebhook(alert, { url: receiver.url, secret: SECRET, mayBePrivate: true, ...changes });
const byMail = (alert: Alert, changes = {}) =>
	sendMail(alert, {
		to: ['ada@example.com', 'bo@example.com'],
		from: 'limner@example.com',
		smtpUrl: mailServer.url,
		...changes,
	});

describe('sendWebhook', () => {
	it('posts the alert, signed', async () => {
		const alert = anAlert('fal keeps failing');
		await byWebhook(alert);
		expect(receiver.alerts()).toEqual([alert]);
	});

	it('fails where the signature is not the one that the receiver knows', async () => {
		await expect(byWebhook(anAlert('A'), { secret: Buffer.from('another') })).rejects.toThrow('401');
	});

	it('follows no redirect', async () => {
		receiver.answer(307, { location: receiver.url });
		await expect(byWebhook(anAlert('A'))).rejects.toThrow('answers 307');
		expect(receiver.requests()).toBe(1);
	});

	it('goes to no private network, by whatever name it is called, unless that is allowed', async () => {
		const port = new URL(receiver.url).port;
		const settings = { url: `http://alerts.example.com:${port}/`, secret: SECRET, mayBePrivate: false };
		const lookup = (
			_name: string,
			done: (error: null, addresses: { address: string; family: number }[]) => void,
		) => done(null, [{ address: '127.0.0.1', family: 4 }]);
		await expect(sendWebhook(anAlert('A'), settings, lookup)).rejects.toMatchObject({
			cause: { message: expect.stringContaining('127.0.0.1, a private network') },
		});
		expect(receiver.requests()).toBe(0);
	});
});

describe('sendMail', () => {
	it('goes to all, in words', async () => {
		await byMail(anAlert('fal keeps failing – once more'));
		const [mail] = mailServer.mails();
		expect(mail).toMatchObject({ from: 'limner@example.com', to: ['ada@example.com', 'bo@example.com'] });
		expect(mail?.message).toContain('Subject: =?UTF-8?');
		expect(mail?.message).toContain('Auto-Submitted: auto-generated');
		expect(mail?.message).toContain('It failed three times.\r\nLook at its key.');
	});

	it('cannot be given another head by a name', async () => {
		await byMail(anAlert('A\r\nBcc: eve@example.com'));
		expect(mailServer.mails()[0]?.to).toHaveLength(2);
		expect(mailServer.mails()[0]?.message).not.toMatch(/^Bcc:/m);
	});

	it('fails where one of the addresses, or the password, is refused', async () => {
		mailServer.refuse('bo@example.com');
		await expect(byMail(anAlert('A'))).rejects.toThrow('1 of the addresses');
		const smtpUrl = mailServer.url.replace('mail%20secret', 'guessed');
		await expect(byMail(anAlert('A'), { smtpUrl })).rejects.toMatchObject({ code: 'EAUTH' });
	});
});

describe('deliverAlerts', () => {
	const lines: string[] = [];
	const log = pino({ base: null }, { write: (line) => void lines.push(line) });
	const senders: Senders = { webhook: byWebhook, mail: byMail };
	const START = Date.now();

	async function enqueue(alert: Alert, channel: 'webhook' | 'mail', created_at: number): Promise<void> {
		const row = { alert_json: JSON.stringify(alert), tries: 0, not_before: created_at, created_at };
		await database
			.insertInto('alert_deliveries')
			.values({ id: `${alert.alert_id} ${channel}`, channel, ...row })
			.execute();
	}
	const waiting = () => database.selectFrom('alert_deliveries').selectAll().execute();
	const deliver = (at: number) => deliverAlerts(database, senders, log, () => at);

	it('tries again what was not taken, in its order, and by the other way meanwhile', async () => {
		const [first, second] = [anAlert('first'), anAlert('second')];
		for (const channel of ['webhook', 'mail'] as const) {
			await enqueue(first, channel, START);
			await enqueue(second, channel, START + 1);
		}
		receiver.answer(500);
		await deliver(START + 10);
		expect(mailServer.mails()).toHaveLength(2);
		expect(receiver.requests()).toBe(1);
		expect(lines.join('')).toContain('an alert was not taken');
		receiver.answer(204);
		await deliver(START + 20);
		expect(receiver.requests()).toBe(1);
		await deliver(START + MINUTE);
		expect(receiver.alerts()).toEqual([first, second]);
		expect(mailServer.mails()).toHaveLength(2);
		expect(await waiting()).toEqual([]);
	});

	it('ends with what nobody took for a day', async () => {
		receiver.answer(500);
		await enqueue(anAlert('old'), 'webhook', START);
		for (let minute = 0; minute < 24 * 60; minute += 20) await deliver(START + minute * MINUTE);
		expect(await waiting()).toHaveLength(1);
		expect(receiver.requests()).toBeLessThan(60);
		await deliver(START + 25 * 60 * MINUTE);
		expect(await waiting()).toEqual([]);
	});
});
