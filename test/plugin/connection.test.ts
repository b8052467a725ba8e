import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { sharedWordPress } from '../wordpress/shared-wordpress.ts';
import type { WordPressSession } from '../wordpress/wordpress-session.ts';
import { askSigned, connectSite } from './connected-site.ts';

/** What stands at the sidecar's address where no sidecar answers: a real server, with answers of anything else. */
interface OtherServer {
	address: string;
	requests: Array<{ method: string; path: string }>;
	answer: (request: IncomingMessage, response: ServerResponse) => void;
	stop: () => Promise<void>;
}

const wordpress = sharedWordPress();
let admin: WordPressSession;
let postId = 0;
let other: OtherServer;

async function startOtherServer(): Promise<OtherServer> {
	const started: OtherServer = {
		address: '',
		requests: [],
		answer: (_request, response) => response.writeHead(500).end('broken'),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	const server: Server = createServer((request, response) => {
		started.requests.push({ method: request.method ?? '', path: request.url ?? '' });
		request.resume();
		request.on('end', () => started.answer(request, response));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	started.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return started;
}

beforeAll(async () => {
	admin = await wordpress.logIn();
	postId = await wordpress.runPhp<number>(`return wp_insert_post( array( 'post_title' => 'A post' ) );`);
});

beforeEach(async () => {
	other = await startOtherServer();
});

afterEach(async () => {
	await other.stop();
	await wordpress.runPhp(`return delete_option( 'limner_connection' );`);
});

interface Poll {
	connection: { state: string; fresh: boolean; as_of: number; error: { code: string } | null };
	slots: unknown[];
	plan: { plan_id: string } | null;
}

const poll = async (): Promise<Poll> => (await admin.rest(`limner/v1/posts/${postId}/images`)).body as Poll;

describe('before the owner connects', () => {
	test('nothing is asked of anybody, and every screen says why', async () => {
		await wordpress.runPhp(`return delete_option( 'limner_connection' );`);
		expect((await admin.rest('limner/v1/connection')).body).toMatchObject({
			state: 'not_connected',
			error: null,
		});
		expect((await poll()).connection).toMatchObject({ state: 'not_connected', fresh: false });
		expect((await admin.rest('limner/v1/connection/check', { method: 'POST' })).body).toMatchObject({
			state: 'not_connected',
		});
		await wordpress.runCron();
		expect(other.requests).toEqual([]);
	});

	test.each([
		'',
		'127.0.0.1:8787',
		'ftp://127.0.0.1/',
		'file:///etc/passwd',
		'gopher://127.0.0.1/',
		'http://user:password@127.0.0.1/',
		'http://127.0.0.1/?a=b',
		'http://127.0.0.1/#a',
		'http://8.8.8.8/',
		'http://127.0.0.1:9/\r\nx-evil: 1',
	])('the address %j is refused', async (address) => {
		const answer = await admin.rest('limner/v1/connection', { body: { address, code: 'ABCD-EFGH' } });
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			code: 'limner_request_malformed',
			data: { error: { subject: 'address' } },
		});
	});

	test.each<[string, OtherServer['answer'], string]>([
		[
			'a page',
			(_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
			'sidecar_answer_unreadable',
		],
		[
			'another JSON',
			(_, response) => response.writeHead(201).end('{"site_id":"x"}'),
			'sidecar_answer_unreadable',
		],
		[
			'a redirect',
			(_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
			'sidecar_answer_unreadable',
		],
		['an error page', (_, response) => response.writeHead(502).end('Bad gateway'), 'sidecar_unreachable'],
		['a broken connection', (request) => request.socket.destroy(), 'sidecar_unreachable'],
	])('%s at the address connects nothing', async (_, answer, code) => {
		other.answer = answer;
		const result = await admin.rest('limner/v1/connection', {
			body: { address: other.address, code: 'ABCD-EFGH' },
		});
		expect(result.body).toMatchObject({ code: `limner_${code}` });
		expect(other.requests).toEqual([{ method: 'POST', path: '/v1/pair' }]);
		expect((await admin.rest('limner/v1/connection')).body).toMatchObject({ state: 'not_connected' });
	});
});

describe('while the sidecar does not answer', () => {
	test.each<[string, OtherServer['answer'] | null, string]>([
		['stopped', null, 'sidecar_unreachable'],
		['hanging', () => undefined, 'sidecar_unreachable'],
		[
			'garbage',
			(_, response) => response.writeHead(200).end('{"slots": "many"}'),
			'sidecar_answer_unreadable',
		],
	])('%s: the editor gets what was last known, soon', async (_, answer, code) => {
		await connectSite(wordpress, answer === null ? 'http://127.0.0.1:9' : other.address);
		other.answer = answer ?? other.answer;
		const asOf = Math.floor(Date.now() / 1000) - 60;
		await wordpress.runPhp(`
			return set_transient( 'limner_post_images_${postId}', array( 'as_of' => ${asOf}, 'images' => array( 'post_id' => ${postId}, 'plan' => array( 'plan_id' => 'remembered' ), 'slots' => array(), 'running' => 2 ) ), 3600 );
		`);
		const begin = performance.now();
		const answered = await poll();
		// A second for the sidecar, and what the host itself takes, which in WebAssembly on a busy machine is much.
		expect(performance.now() - begin).toBeLessThan(wordpress.host === 'native' ? 4000 : 12_000);
		expect(answered.connection).toMatchObject({
			state: 'unreachable',
			fresh: false,
			as_of: asOf,
			error: { code },
		});
		expect(answered).toMatchObject({ plan: { plan_id: 'remembered' }, running: 2 });
		await wordpress.runPhp(`return delete_transient( 'limner_post_images_${postId}' );`);
	});

	test('the settings page says so, in a sentence with what to do', async () => {
		await connectSite(wordpress, 'http://127.0.0.1:9');
		expect((await admin.rest('limner/v1/connection')).body).toMatchObject({
			state: 'unreachable',
			error: { code: 'sidecar_unreachable', title: 'The image service does not answer' },
		});
	});

	test('the same request does not follow a redirect with its signature', async () => {
		await connectSite(wordpress, other.address);
		other.answer = (_, response) => response.writeHead(307, { location: `${other.address}/stolen` }).end();
		expect((await poll()).connection.state).toBe('unreachable');
		expect(other.requests.map((request) => request.path)).toEqual([`/v1/posts/${postId}/images`]);
	});
});

describe('a copy of the site', () => {
	const pretendCopy = async (): Promise<void> => {
		await wordpress.runPhp(`
			$stored             = get_option( 'limner_connection' );
			$stored['home_url'] = 'https://original.example';
			return update_option( 'limner_connection', $stored, false );
		`);
	};

	test('asks nothing, accepts nothing, and wants to know what it is', async () => {
		const identity = await connectSite(wordpress, other.address);
		await pretendCopy();
		expect((await poll()).connection).toMatchObject({
			state: 'moved_or_copied',
			error: { code: 'site_moved_or_copied' },
		});
		const generation = await admin.rest(`limner/v1/posts/${postId}/generations`, {
			body: {
				id: crypto.randomUUID(),
				slots: [{ slot_id: crypto.randomUUID(), prompt: 'A prompt', alt: '' }],
			},
		});
		expect([generation.status, generation.body]).toMatchObject([
			409,
			{ code: 'limner_site_moved_or_copied' },
		]);
		expect((await askSigned(wordpress, identity, 'GET', '/handshake')).status).toBe(409);
		await wordpress.runCron();
		expect(other.requests).toEqual([]);
		expect((await admin.rest('limner/v1/connection')).body).toMatchObject({
			state: 'moved_or_copied',
			paired_as: { home_url: 'https://original.example' },
			now: { home_url: wordpress.url },
		});
	});

	test('forgets the secret when its owner says so, without speaking for the original', async () => {
		await connectSite(wordpress, other.address);
		await pretendCopy();
		const answer = await admin.rest('limner/v1/connection/copy', { method: 'POST' });
		expect(answer.body).toMatchObject({ state: 'not_connected', address: '' });
		expect(await wordpress.runPhp(`return get_option( 'limner_connection' );`)).toBe(false);
		expect(other.requests).toEqual([]);
	});

	test('stays as it was where the sidecar cannot be told about a move', async () => {
		await connectSite(wordpress, 'http://127.0.0.1:9');
		await pretendCopy();
		const answer = await admin.rest('limner/v1/connection/move', { method: 'POST' });
		expect([answer.status, answer.body]).toMatchObject([503, { code: 'limner_sidecar_unreachable' }]);
		expect((await admin.rest('limner/v1/connection')).body).toMatchObject({ state: 'moved_or_copied' });
	});
});

test('disconnecting forgets the secret, also where the sidecar does not hear it', async () => {
	await connectSite(wordpress, 'http://127.0.0.1:9');
	expect((await admin.rest('limner/v1/connection', { method: 'DELETE' })).body).toMatchObject({
		state: 'not_connected',
	});
	expect(await wordpress.runPhp(`return get_option( 'limner_connection' );`)).toBe(false);
});
