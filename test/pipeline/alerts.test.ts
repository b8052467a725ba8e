import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../alert-receivers/start-mail-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../alert-receivers/start-webhook-receiver.ts';
import { runLimner } from '../command-line/run-limner.ts';
import {
	startProviderEmulator,
	type ProviderEmulator,
} from '../provider-emulator/start-provider-emulator.ts';
import { startSidecar } from '../wordpress/start-sidecar.ts';
import { illustrate, samplePolicy, waitFor } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

const SECRET = Buffer.from('a webhook secret of thirty bytes');

let emulator: ProviderEmulator;
let receiver: WebhookReceiver;
let mailServer: MailServer;
let folder: string;

beforeAll(async () => {
	emulator = await startProviderEmulator({ port: 0 });
	receiver = await startWebhookReceiver(SECRET);
	mailServer = await startMailServer();
	folder = await mkdtemp(join(tmpdir(), 'limner-alerting-'));
});
afterAll(async () => {
	await mailServer.stop();
	await receiver.stop();
	await emulator.stop();
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const environment = () => ({
	OPENAI_API_KEY: 'sk-emulated',
	OPENAI_BASE_URL: emulator.openaiBaseUrl,
	LIMNER_ALERT_WEBHOOK: receiver.url,
	LIMNER_ALERT_SECRET: `whsec_${SECRET.toString('base64')}`,
	LIMNER_ALERT_ALLOW_PRIVATE: 'yes',
	LIMNER_ALERT_MAIL_TO: 'ada@example.com, bo@example.com',
	LIMNER_SMTP_URL: mailServer.url,
});
const kinds = () => receiver.alerts().map(({ kind }) => kind);

/** Alerts leave every 15 seconds, and the sidecar starts twice. */
const PATIENCE = { timeout: 240_000 };

describe('an operator', PATIENCE, () => {
	it('hears once, signed and by mail, that a provider keeps failing, across a restart, and that it is back', async () => {
		const dataFolder = join(folder, 'data');
		const sidecar = await startSidecar({ dataFolder, environment: environment() });
		const client = await SignedClient.pair(sidecar);
		const limits = { site_month: null, person_month: null, post: null, run: null };
		const policy = samplePolicy({
			provider: 'openai',
			max_in_article: 3,
			image_limits: { ...limits, site_month: 4 },
		});
		emulator.setScenario('quota');
		// Nobody takes it at first, and nothing waits for that.
		receiver.answer(0);
		const { generation } = await illustrate(client, 1, policy, 3);
		expect(generation).toMatchObject({ made: 0, failed: 4 });
		await waitFor(async () => receiver.requests(), Boolean);
		await waitFor(async () => mailServer.mails().length, Boolean);
		expect(receiver.alerts()).toEqual([]);
		await sidecar.kill();

		receiver.answer(204);
		const port = Number(new URL(sidecar.url).port);
		const again = await startSidecar({ dataFolder, port, environment: environment() });
		await waitFor(async () => receiver.alerts().length, Boolean);
		expect(receiver.alerts()).toMatchObject([
			{ kind: 'provider_failing', provider: { name: 'openai', error_code: 'provider_quota' } },
		]);
		await illustrate(client, 2, policy, 3);
		emulator.setScenario('ok');
		expect((await illustrate(client, 3, policy, 3)).generation.made).toBe(4);
		await waitFor(
			async () => kinds(),
			(seen) => seen.length === 3,
		);
		expect(kinds().toSorted()).toEqual(['budget_reached', 'provider_back', 'provider_failing']);
		await waitFor(
			async () => mailServer.mails().length,
			(count) => count === 3,
		);
		expect(mailServer.mails()[0]).toMatchObject({ to: ['ada@example.com', 'bo@example.com'] });
		expect(again.readLog()).not.toContain('mail%20secret');
		await again.stop();
	});

	it.each([
		['LIMNER_ALERT_SECRET', { LIMNER_ALERT_SECRET: '' }, 'LIMNER_ALERT_WEBHOOK is set'],
		['LIMNER_ALERT_WEBHOOK', { LIMNER_ALERT_ALLOW_PRIVATE: '' }, 'Give a public https:// address'],
		['LIMNER_ALERT_MAIL_TO', { LIMNER_ALERT_MAIL_TO: 'ada' }, 'such as ada@example.com'],
		['LIMNER_SMTP_URL', { LIMNER_SMTP_URL: 'mail.example.com' }, 'smtp://user:password@'],
	])('is told at the start where %s is wrong', async (setting, changes, sentence) => {
		const wrong = { ...environment(), ...changes };
		const { code, stderr } = await runLimner(['serve'], { folder, environment: wrong });
		expect(code).toBe(1);
		expect(stderr).toContain(`${setting}: `);
		expect(stderr).toContain(sentence);
	});
});
