import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIDECAR_ROUTES } from '@limner/shared/contracts/routes';
import { startSidecar, type RunningSidecar } from '../wordpress/start-sidecar.ts';
import { generationRequest, illustrate, samplePlanRequest, samplePolicy } from './sample-post.ts';
import { SignedClient } from './signed-client.ts';

const TOKEN = 'an-operator-s-own-token';
let sidecar: RunningSidecar;
let client: SignedClient;

beforeAll(async () => {
	sidecar = await startSidecar({ environment: { LIMNER_OPERATOR_TOKEN: TOKEN } });
	client = await SignedClient.pair(sidecar);
});
afterAll(() => sidecar.stop());

describe('a request', () => {
	it('without a signature is refused on every signed route', async () => {
		for (const route of Object.values(SIDECAR_ROUTES)) {
			if (route.access !== 'signed') continue;
			const path = route.path.replace(/\{\w+\}/g, randomUUID());
			const answer = await fetch(sidecar.url + path, { method: route.method });
			expect(answer.status, path).toBe(401);
			expect(await answer.json(), path).toMatchObject({ error: { code: 'signature_missing' } });
		}
	});

	it('with another body than the signed one is refused', async () => {
		const headers = client.sign('POST', '/v1/publications', '{"publications":[]}');
		const answer = await fetch(`${sidecar.url}/v1/publications`, {
			method: 'POST',
			headers,
			body: '{"publications":[ ]}',
		});
		expect(await answer.json()).toMatchObject({ error: { code: 'signature_wrong' } });
	});

	it('with another key, site or signature is refused', async () => {
		expect(await client.refusal('usage', { spoiled: { signature: 'ab'.repeat(32) } })).toMatchObject({
			status: 401,
			code: 'signature_wrong',
		});
		expect(await client.refusal('usage', { spoiled: { site: randomUUID() } })).toMatchObject({
			code: 'site_unknown',
		});
		const other = await SignedClient.pair(sidecar);
		expect(await client.refusal('usage', { spoiled: { key: other.keys.key_id } })).toMatchObject({
			code: 'site_unknown',
		});
	});

	it('of a clock that is off says by how many seconds', async () => {
		const timestamp = String(Math.floor(Date.now() / 1000) - 1000);
		const refusal = await client.refusal('usage', { spoiled: { timestamp } });
		expect(refusal).toMatchObject({ status: 401, code: 'signature_expired', subject: 'site_behind' });
		expect(refusal.amount).toBeGreaterThanOrEqual(1000);
		expect(refusal.amount).toBeLessThan(1010);
	});

	it('that is sent again is refused', async () => {
		const nonce = 'a-nonce-used-twice-0001';
		await client.call('usage', {});
		expect((await client.send('usage', { spoiled: { nonce } })).status).toBe(200);
		expect(await client.refusal('usage', { spoiled: { nonce } })).toMatchObject({
			code: 'signature_replayed',
		});
	});

	it('reads nothing of another site', async () => {
		const { images, request } = await illustrate(client, 21, samplePolicy({ max_in_article: 0 }));
		const other = await SignedClient.pair(sidecar);
		const slot = images.slots[0];
		const candidate_id = slot?.candidates[0]?.candidate_id ?? '';
		const attempt_id = slot?.attempt?.attempt_id ?? '';
		expect((await other.call('postImages', { parameters: { post_id: 21 } })).slots).toEqual([]);
		const parameters = {
			candidate_id,
			attempt_id,
			name: 'desktop',
			rendition: 'desktop',
			generation_id: request.id,
			slot_id: slot?.slot_id ?? '',
			plan_id: images.plan?.plan_id ?? '',
		};
		for (const name of [
			'rendition',
			'delivery',
			'generation',
			'plan',
			'cancelAttempt',
			'attemptPreview',
		] as const) {
			expect(await other.refusal(name, { parameters }), name).toMatchObject({ status: 404 });
		}
		const body = generationRequest(images.plan!, samplePolicy());
		expect(await other.refusal('startGeneration', { body })).toMatchObject({ code: 'not_found' });
	});
});

describe('a copy of a site', () => {
	it('spends nothing until its owner says that it moved', async () => {
		const original = await SignedClient.pair(sidecar);
		const spoiled = { home: 'http://staging.test', environment: 'staging' };
		const body = samplePlanRequest(31, samplePolicy());
		expect(await original.refusal('makePlan', { body, spoiled })).toMatchObject({
			status: 409,
			code: 'site_moved_or_copied',
			subject: original.identity.home_url,
		});
		const seen = await original.send('siteState', { spoiled });
		expect(JSON.parse(seen.bytes.toString())).toMatchObject({ state: 'moved_or_copied' });
		expect((await original.call('siteState')).state).toBe('active');
		expect(await original.refusal('disconnectSite', { spoiled })).toMatchObject({
			code: 'site_moved_or_copied',
		});

		const site = { ...original.identity, home_url: spoiled.home, environment: 'staging' as const };
		await original.send('moveSite', { body: { site }, spoiled });
		expect((await original.send('makePlan', { body, spoiled })).status).toBe(200);
		expect(await original.refusal('makePlan', { body })).toMatchObject({ code: 'site_moved_or_copied' });
	});
});

describe('a site that disconnects', () => {
	it('is unknown from then on', async () => {
		const leaving = await SignedClient.pair(sidecar);
		expect((await leaving.call('disconnectSite')).state).toBe('disconnected');
		expect(await leaving.refusal('usage')).toMatchObject({ status: 401, code: 'site_unknown' });
	});
});

describe('pairing', () => {
	const tryCode = (code: string) =>
		fetch(`${sidecar.url}/v1/pair`, {
			method: 'POST',
			body: JSON.stringify({ code, site: client.identity, plugin_version: '0.1.0' }),
		});

	it('takes a code once, in lower case and without dashes too', async () => {
		const code = await sidecar.pair();
		expect((await tryCode(code.toLowerCase().replaceAll('-', ''))).status).toBe(201);
		const again = await tryCode(code);
		expect(again.status).toBe(403);
		expect(await again.json()).toMatchObject({ error: { code: 'pairing_code_wrong' } });
	});

	it('slows down whoever guesses', async () => {
		const statuses = [];
		for (let tries = 0; tries < 12; tries += 1) statuses.push((await tryCode(`GUESS-${tries}`)).status);
		expect(statuses.slice(0, 5)).toEqual([403, 403, 403, 403, 403]);
		expect(statuses.at(-1)).toBe(429);
		// Behind a proxy all visitors share an address: nobody's guesses shut the owner out.
		expect((await tryCode(await sidecar.pair())).status).toBe(201);
	});
});

describe('what cannot be made', () => {
	const plan = (changes: Parameters<typeof samplePolicy>[0]) =>
		client.refusal('makePlan', { body: samplePlanRequest(41, samplePolicy(changes)) });

	it('is refused with its own code, before anything is spent', async () => {
		expect(await plan({ provider: 'openai' })).toMatchObject({
			code: 'provider_key_missing',
			subject: 'openai',
		});
		expect(await plan({ provider: 'nobody' })).toMatchObject({ code: 'provider_unknown' });
		expect(await plan({ model: 'gpt-9' })).toMatchObject({ code: 'model_unknown' });
		expect(await plan({ desktop: { enabled: true, width: 8000, height: 100 } })).toMatchObject({
			code: 'size_unsupported',
		});
		const empty = samplePlanRequest(41, samplePolicy());
		empty.post.title = '';
		empty.outline = { title: '', has_featured_image: false, sections: [] };
		expect(await client.refusal('makePlan', { body: empty })).toMatchObject({
			status: 422,
			code: 'post_empty',
		});
	});

	it('names a prompt that is too long or missing', async () => {
		const made = await client.call('makePlan', { body: samplePlanRequest(42, samplePolicy()) });
		const withPrompt = (prompt: string) => {
			const request = generationRequest(made, samplePolicy());
			return { ...request, attempts: request.attempts.map((attempt) => ({ ...attempt, prompt })) };
		};
		expect(await client.refusal('startGeneration', { body: withPrompt('a'.repeat(4001)) })).toMatchObject({
			code: 'prompt_too_long',
			amount: 4000,
		});
		expect(await client.refusal('startGeneration', { body: withPrompt('  ') })).toMatchObject({
			code: 'prompt_missing',
			subject: 'featured',
		});
	});

	it('is refused where the body is not JSON, not as agreed, or too large', async () => {
		expect(await client.refusal('publish', { rawBody: 'nonsense' })).toMatchObject({
			code: 'request_malformed',
		});
		expect(await client.refusal('publish', { rawBody: '{"publications":[],"more":1}' })).toMatchObject({
			code: 'request_malformed',
		});
		expect(await client.refusal('publish', { rawBody: `"${'a'.repeat(9_000_000)}"` })).toMatchObject({
			status: 413,
			code: 'post_too_large',
		});
	});
});

describe('the description of the API', () => {
	it('is for the operator, and loads nothing from elsewhere', async () => {
		expect((await fetch(`${sidecar.url}/docs`)).status).toBe(401);
		const headers = { authorization: `Bearer ${TOKEN}` };
		const page = await (await fetch(`${sidecar.url}/docs`, { headers })).text();
		expect(page).toContain('POST /v1/generations');
		expect(page).not.toMatch(/<script|https?:\/\/(?!json-schema)/);
		const api = (await (await fetch(`${sidecar.url}/openapi.json`, { headers })).json()) as { paths: object };
		const described = Object.values(api.paths).flatMap((methods) => Object.keys(methods));
		expect(described).toHaveLength(Object.keys(SIDECAR_ROUTES).length);
	});
});
