import { randomBytes, randomUUID } from 'node:crypto';

import { SIGNATURE_HEADERS } from '@limner/shared/contracts/signature';
import { beforeEach, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import { askSigned, connectSite, signRequest, type Identity, type SignedAnswer } from './connected-site.ts';

const wordpress = sharedWordPress();
let identity: Identity;

beforeEach(async () => {
	identity = await connectSite(wordpress, 'http://127.0.0.1:9');
});

function codeOf(answer: SignedAnswer): unknown {
	return (answer.body as { code?: string }).code;
}

describe('a signed route', () => {
	test('takes what the connected sidecar signed', async () => {
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake');
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({ site: { home_url: wordpress.url, environment: 'local' } });
	});

	test.each(Object.values(SIGNATURE_HEADERS))('refuses a request without %s', async (name) => {
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake', { headers: { [name]: null } });
		expect([answer.status, codeOf(answer)]).toEqual([401, 'limner_signature_missing']);
	});

	test('refuses a wrong signature', async () => {
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake', {
			headers: { [SIGNATURE_HEADERS.signature]: randomBytes(32).toString('hex') },
		});
		expect([answer.status, codeOf(answer)]).toEqual([401, 'limner_signature_wrong']);
	});

	test('refuses what was signed with another secret, for another path, method or body', async () => {
		const stranger = { ...identity, secret: randomBytes(32).toString('hex') };
		const answers = await Promise.all([
			askSigned(wordpress, stranger, 'GET', '/handshake'),
			askSigned(wordpress, identity, 'GET', '/handshake', { parts: { path: '/limner/v1/outbox' } }),
			askSigned(wordpress, identity, 'GET', '/handshake', { parts: { method: 'POST' } }),
			askSigned(wordpress, identity, 'POST', '/outbox/acknowledged', {
				body: { publication_ids: [] },
				parts: { bodySha256: 'b'.repeat(64) },
			}),
		]);
		expect(answers.map(codeOf)).toEqual(Array.from({ length: 4 }, () => 'limner_signature_wrong'));
	});

	test('answers as part of a batch, where WordPress hands on no body', async () => {
		const { headers } = signRequest(identity, 'POST', '/outbox/acknowledged');
		const answer = await fetch(`${wordpress.url}/wp-json/batch/v1`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ requests: [{ path: '/limner/v1/outbox/acknowledged', headers }] }),
		});
		expect(answer.status).toBe(207);
		const { responses } = (await answer.json()) as { responses: { status: number }[] };
		expect(responses.map(({ status }) => status)).toEqual([400]);
	});

	test('refuses another site and another key', async () => {
		const answers = await Promise.all([
			askSigned(wordpress, { ...identity, siteId: randomUUID() }, 'GET', '/handshake'),
			askSigned(wordpress, { ...identity, keyId: 'key-other' }, 'GET', '/handshake'),
		]);
		expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
			[401, 'limner_site_unknown'],
			[401, 'limner_site_unknown'],
		]);
	});

	test.each([
		['behind', -420],
		['ahead', 420],
	])('refuses a clock that is far %s, and names the seconds', async (_, seconds) => {
		const timestamp = String(Math.floor(Date.now() / 1000) + seconds);
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake', { parts: { timestamp } });
		expect([answer.status, codeOf(answer)]).toEqual([401, 'limner_signature_expired']);
		const body = answer.body as { message: string; data: { error: { amount: number } } };
		expect(Math.abs(body.data.error.amount - 420)).toBeLessThan(10);
		expect(body.message).toContain(`differ by ${body.data.error.amount} seconds`);
	});

	test('takes a clock that is four minutes off', async () => {
		const timestamp = String(Math.floor(Date.now() / 1000) - 240);
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake', { parts: { timestamp } });
		expect(answer.status).toBe(200);
	});

	test('takes a request once, even when it comes ten times at once', async () => {
		const request = signRequest(identity, 'GET', '/handshake');
		const send = async (): Promise<number> =>
			(await fetch(`${wordpress.url}/wp-json/limner/v1/handshake`, request)).status;
		const statuses = await Promise.all(Array.from({ length: 10 }, send));
		expect(statuses.sort()).toEqual([200, ...Array.from({ length: 9 }, () => 401)]);
		expect(await send()).toBe(401);
	});

	test('knows nonces apart that differ only in case', async () => {
		const nonce = `Nonce-${randomBytes(12).toString('hex')}`;
		const ask = (value: string) =>
			askSigned(wordpress, identity, 'GET', '/handshake', { parts: { nonce: value } });
		const answers = [await ask(nonce), await ask(nonce.toLowerCase()), await ask(nonce)];
		expect(answers.map((answer) => answer.status)).toEqual([200, 200, 401]);
	});

	test.each([
		['home URL', { homeUrl: 'http://127.0.0.1:1' }],
		['environment', { environment: 'production' }],
	])('refuses what was meant for another %s', async (_, parts) => {
		const answer = await askSigned(wordpress, identity, 'GET', '/handshake', { parts });
		expect([answer.status, codeOf(answer)]).toEqual([409, 'limner_site_moved_or_copied']);
	});
});

describe('an install', () => {
	const changeConnection = async (change: string): Promise<unknown> =>
		await wordpress.runPhp(`
			$stored = get_option( 'limner_connection' );
			${change}
			return update_option( 'limner_connection', $stored, false );
		`);

	test('without a connection accepts nothing', async () => {
		await wordpress.runPhp(`return delete_option( 'limner_connection' );`);
		const answers = await Promise.all([
			askSigned(wordpress, identity, 'GET', '/handshake'),
			askSigned(wordpress, { ...identity, siteId: ' ', keyId: ' ', secret: '' }, 'GET', '/handshake'),
		]);
		expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
	});

	test.each([
		['empty', ''],
		['malformed', 'abc'],
		['upper-case', 'AB'.repeat(32)],
	])('with an %s secret accepts nothing, nor what was signed with it', async (_, secret) => {
		await changeConnection(`$stored['keys'][0]['secret'] = '${secret}';`);
		const answers = await Promise.all([
			askSigned(wordpress, identity, 'GET', '/handshake'),
			askSigned(wordpress, { ...identity, secret }, 'GET', '/handshake'),
		]);
		expect(answers.map(codeOf)).toEqual(['limner_site_unknown', 'limner_site_unknown']);
	});

	test('keeps the former key for a while after a rotation, but not for ever', async () => {
		const newer = { ...identity, keyId: 'key-newer', secret: randomBytes(32).toString('hex') };
		await wordpress.runPhp(`
			$connection = new Limner\\Sidecar\\Connection( new Limner\\Sidecar\\SecretBox(), new Limner\\Sidecar\\SiteIdentity() );
			$connection->connect( 'http://127.0.0.1:9', '${newer.siteId}', '${newer.keyId}', '${newer.secret}' );
			return true;
		`);
		const both = [
			await askSigned(wordpress, newer, 'GET', '/handshake'),
			await askSigned(wordpress, identity, 'GET', '/handshake'),
		];
		expect(both.map((answer) => answer.status)).toEqual([200, 200]);

		await changeConnection(`$stored['keys'][1]['until'] = time() - 1;`);
		expect((await askSigned(wordpress, identity, 'GET', '/handshake')).status).toBe(401);
		expect((await askSigned(wordpress, newer, 'GET', '/handshake')).status).toBe(200);
	});

	test('shows its secret nowhere', async () => {
		const stored = await wordpress.runPhp<string>(`
			global $wpdb;
			return $wpdb->get_var( "SELECT option_value FROM $wpdb->options WHERE option_name = 'limner_connection'" );
		`);
		expect(stored).toContain(identity.siteId);
		expect(stored).not.toContain(identity.secret);

		const admin = await wordpress.logIn();
		const pages = await Promise.all([
			fetch(wordpress.restUrl).then((answer) => answer.text()),
			fetch(`${wordpress.restUrl}limner/v1`).then((answer) => answer.text()),
			admin.rest('limner/v1/connection').then((answer) => JSON.stringify(answer.body)),
			fetch(`${wordpress.url}/wp-admin/options-general.php?page=limner`, {
				headers: { cookie: admin.cookie },
			}).then((answer) => answer.text()),
		]);
		for (const page of pages) {
			expect(page).not.toContain(identity.secret);
			expect(page).not.toContain(identity.keyId);
		}
		expect(pages[0]).not.toContain('/limner/v1/handshake');
		expect(pages[1]).not.toContain('/limner/v1/media');
	});
});
